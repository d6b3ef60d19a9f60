package dev.samovar.model;

import dev.samovar.json.Json;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/** Weights by the formula of {@code oracles/model/configurations.py}: the same numbers, bit for bit. */
final class FormulaWeights {
    private FormulaWeights() {}

    /** A safetensors file of floats. */
    static byte[] safetensors(Json.Obj shapes) {
        Map<String, Json> header = new LinkedHashMap<>();
        int bytes = 0;
        for (var tensor : shapes.members().entrySet()) {
            int end = bytes + 4 * elements(tensor.getValue());
            header.put(
                    tensor.getKey(),
                    new Json.Obj(Map.of(
                            "dtype", new Json.Str("F32"),
                            "shape", tensor.getValue(),
                            "data_offsets", new Json.Arr(List.of(Json.Num.of(bytes), Json.Num.of(end))))));
            bytes = end;
        }
        byte[] text = new Json.Obj(header).text().getBytes(StandardCharsets.UTF_8);
        var file = ByteBuffer.allocate(8 + text.length + bytes).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(text.length).put(text);
        shapes.members().forEach((name, shape) -> put(file, name, shape));
        return file.array();
    }

    private static void put(ByteBuffer file, String name, Json shape) {
        List<Json> dimensions = ((Json.Arr) shape).items();
        boolean matrix = dimensions.size() > 1;
        double columns = ((Json.Num) dimensions.get(dimensions.size() - 1)).value();
        float spread = matrix ? (float) Math.sqrt(3 / columns) : 0.25f;
        float middle = matrix || name.endsWith("bias") ? 0 : 1;
        var crc = new CRC32();
        crc.update(name.getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < elements(shape); i++) {
            int z = mixed(i * 0x9E3779B9 + (int) crc.getValue());
            file.putFloat(((z >>> 8) / (float) (1 << 23) - 1) * spread + middle);
        }
    }

    /** Murmur 3's finaliser. */
    private static int mixed(int z) {
        int y = (z ^ z >>> 16) * 0x85EBCA6B;
        y = (y ^ y >>> 13) * 0xC2B2AE35;
        return y ^ y >>> 16;
    }

    private static int elements(Json shape) {
        return ((Json.Arr) shape)
                .items().stream()
                        .mapToInt(dimension -> (int) ((Json.Num) dimension).value())
                        .reduce(1, (a, b) -> a * b);
    }
}
