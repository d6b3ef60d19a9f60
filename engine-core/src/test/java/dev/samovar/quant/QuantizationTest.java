package dev.samovar.quant;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.samovar.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Codes and scales against those of PyPI's gguf; see oracles/gguf_quantize.py. */
class QuantizationTest {

    @ParameterizedTest
    @EnumSource
    void roundsAsGgufDoes(Quantization quantization) throws IOException {
        Json vectors = vectors("to-" + quantization.name() + ".json");
        float[] values = floats(vectors, "values");
        float[] expected = floats(vectors, "quantized");
        float[] actual = values.clone();
        quantization.round(actual);
        for (int i = 0; i < expected.length; i++) {
            // A float is a scale times a code, so that equal floats are equal codes.
            assertEquals(expected[i] + 0f, actual[i] + 0f, quantization + " of " + values[i] + " at " + i);
        }
    }

    private static Json vectors(String name) throws IOException {
        try (InputStream in = QuantizationTest.class.getResourceAsStream(name)) {
            byte[] text = Objects.requireNonNull(in, name).readAllBytes();
            return Json.parse(new String(text, StandardCharsets.UTF_8));
        }
    }

    private static float[] floats(Json json, String name) {
        byte[] bytes = json.get(name) instanceof Json.Str s ? HexFormat.of().parseHex(s.value()) : new byte[0];
        float[] out = new float[bytes.length / 4];
        new F32().decode(bytes, 0, out, 0, out.length);
        return out;
    }
}
