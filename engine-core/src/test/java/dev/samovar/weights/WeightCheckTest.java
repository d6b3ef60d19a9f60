package dev.samovar.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.samovar.program.Program;
import dev.samovar.program.Recorder;
import dev.samovar.quant.F32;
import dev.samovar.quant.Unsupported;
import dev.samovar.quant.WeightFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WeightCheckTest {

    @Test
    void acceptsWhatFits() {
        WeightCheck.check(program(), weights(new F32(), 6, 4));
    }

    @Test
    void namesAMissingTensor() {
        refuses(
                new NamedWeights("file", Map.of()),
                "the model needs tensor e.weight, which file does not hold; "
                        + "the file may be incomplete or of another architecture");
    }

    @Test
    void refusesTooFewRowsTooManyRowsAndOtherColumns() {
        for (List<Integer> shape : List.of(List.of(5, 4), List.of(7, 4), List.of(6, 3), List.of(24))) {
            int[] sizes = shape.stream().mapToInt(i -> i).toArray();
            refuses(
                    weights(new F32(), sizes),
                    "file: tensor e.weight has shape " + shape + ", but the configuration asks for [6, 4]");
        }
    }

    @Test
    void refusesFormatsItCannotDecode() {
        refuses(
                weights(new Unsupported("IQ1_S", 1, 1), 6, 4),
                "tensor e.weight has the format IQ1_S, which is not supported");
    }

    private static void refuses(Weights weights, String message) {
        var e = assertThrows(ModelFormatException.class, () -> WeightCheck.check(program(), weights));
        assertEquals(message, e.getMessage());
    }

    private static Program program() {
        var model = new Recorder();
        var x = model.embed("e", 6, 4);
        return model.program(model.linear(model.logitRows(x), "e", 6), 32);
    }

    private static Weights weights(WeightFormat format, int... shape) {
        List<Integer> dimensions = Arrays.stream(shape).boxed().toList();
        var source = new MemorySource("file", new byte[0]);
        return new NamedWeights(
                "file",
                Map.of("e.weight", new Tensor("e.weight", format, dimensions, source, 0, new RowOrder.Plain())));
    }
}
