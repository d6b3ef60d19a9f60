package dev.samovar.quant;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.samovar.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every format bit for bit, against PyPI's gguf or, for MLC's, numpy; see oracles/gguf_quants.py and oracles/mlc. */
class WeightFormatTest {

    @ParameterizedTest
    @MethodSource("dev.samovar.quant.WeightFormats#all")
    void decodesAsTheOracleDoes(WeightFormat format) throws IOException {
        Json vectors = vectors(format.name());
        byte[] blocks = hex(vectors, "blocks");
        byte[] expected = hex(vectors, "values");
        int count = blocks.length / format.blockBytes();

        int margin = 3; // offsets other than 0
        byte[] in = new byte[margin + blocks.length];
        System.arraycopy(blocks, 0, in, margin, blocks.length);
        float[] out = new float[1 + expected.length / 4];
        format.decode(in, margin, out, 1, count);

        assertEquals(expected.length / 4, count * format.blockElements());
        for (int i = 0; i < expected.length / 4; i++) {
            int bits = LittleEndian.i32(expected, 4 * i);
            assertEquals(bits, Float.floatToRawIntBits(out[1 + i]), format.name() + " value " + i);
        }
    }

    private static Json vectors(String name) throws IOException {
        try (InputStream in = WeightFormatTest.class.getResourceAsStream(name + ".json")) {
            byte[] text = Objects.requireNonNull(in, name).readAllBytes();
            return Json.parse(new String(text, StandardCharsets.UTF_8));
        }
    }

    private static byte[] hex(Json json, String name) {
        return json.get(name) instanceof Json.Str s ? HexFormat.of().parseHex(s.value()) : new byte[0];
    }
}
