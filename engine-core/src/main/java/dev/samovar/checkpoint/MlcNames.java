package dev.samovar.checkpoint;

import dev.samovar.weights.MlcRows;
import dev.samovar.weights.ModelFormatException;
import dev.samovar.weights.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives MLC's tensors the names of Hugging Face: codes and scales become one matrix, fused projections their parts.
 *
 * @param wanted the shapes that the model asks for, by Hugging Face's names: they tell where fused rows part
 * @param quantization MLC's name for the number format
 * @param source the repository's name, for messages
 */
record MlcNames(MlcFamily family, Map<String, List<Integer>> wanted, String quantization, String source) {
    private static final String CODES = ".q_weight";
    private static final String SCALES = ".q_scale";
    private static final Set<String> THREE_BITS = Set.of("q3f16_1");
    private static final Set<String> FOUR_BITS = Set.of("q4f16_1", "q4f32_1", "q4f16_2");

    /** Tensors that the model does not ask for are left out. */
    Map<String, Tensor> rename(Map<String, Tensor> tensors) {
        Map<String, Tensor> renamed = new LinkedHashMap<>();
        for (Tensor tensor : tensors.values()) {
            int suffix = tensor.name().lastIndexOf('.');
            if (suffix < 0 || tensor.name().endsWith(SCALES)) {
                continue;
            }
            String module = tensor.name().substring(0, suffix);
            boolean coded = tensor.name().endsWith(CODES);
            List<String> names = names(module, coded ? ".weight" : tensor.name().substring(suffix), tensor);
            List<Integer> shape = wanted.get(names.get(0));
            if (shape != null) {
                Tensor rows = flat(tensor);
                split(coded ? matrix(rows, tensors.get(module + SCALES), shape) : rows, names, renamed);
            }
        }
        return renamed;
    }

    /** Hugging Face's names of the parts, expert by expert. */
    private List<String> names(String module, String suffix, Tensor tensor) {
        List<String> modules = family.modules(module);
        int experts = tensor.shape().size() == 3 ? tensor.shape().get(0) : 1;
        if (experts > wanted.size()) {
            throw new ModelFormatException(source + ": tensor " + tensor.name() + " has shape " + tensor.shape()
                    + ": the model has not so many experts");
        }
        List<String> names = new ArrayList<>();
        for (int e = 0; e < experts; e++) {
            for (String name : modules) {
                names.add(name.replace(".*.", "." + e + ".") + suffix);
            }
        }
        return names;
    }

    /** Experts' rows one after the other. */
    private static Tensor flat(Tensor tensor) {
        List<Integer> shape = tensor.shape();
        if (shape.size() != 3) {
            return tensor;
        }
        long rows = (long) shape.get(0) * shape.get(1);
        if (rows > Integer.MAX_VALUE) {
            throw new ModelFormatException("tensor " + tensor.name() + " has shape " + shape + ", too many rows");
        }
        return tensor.withShape(List.of((int) rows, shape.get(2)));
    }

    private Tensor matrix(Tensor codes, @Nullable Tensor scales, List<Integer> shape) {
        if (!THREE_BITS.contains(quantization) && !FOUR_BITS.contains(quantization)) {
            throw new ModelFormatException(source + ": quantization " + quantization
                    + " is not supported; q0f16, q0f32, q3f16_1, q4f16_1, q4f16_2 and q4f32_1 are");
        }
        if (scales == null) {
            throw new ModelFormatException(source + ": tensor " + codes.name() + " has no scales beside it");
        }
        var bits = THREE_BITS.contains(quantization) ? MlcRows.Bits.THREE : MlcRows.Bits.FOUR;
        return MlcRows.tensor(codes, flat(scales), shape.get(shape.size() - 1), bits);
    }

    private void split(Tensor whole, List<String> names, Map<String, Tensor> renamed) {
        if (names.size() == 1) {
            renamed.put(names.get(0), whole);
            return;
        }
        long rows = 0;
        for (String name : names) {
            rows += wanted.getOrDefault(name, List.of(0)).get(0);
        }
        if (rows != whole.shape().get(0)) {
            throw new ModelFormatException(source + ": tensor " + whole.name() + " has "
                    + whole.shape().get(0) + " rows, but the configuration asks for " + rows);
        }
        int first = 0;
        for (String name : names) {
            int count = wanted.getOrDefault(name, List.of(0)).get(0);
            renamed.put(name, whole.rows(first, count));
            first += count;
        }
    }
}
