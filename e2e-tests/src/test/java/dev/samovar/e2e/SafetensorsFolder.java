package dev.samovar.e2e;

import dev.samovar.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The model as a folder of Hugging Face's: {@code config.json} and floats in {@code model.safetensors}. */
final class SafetensorsFolder {
    private SafetensorsFolder() {}

    static void write(ConvertedSmolLm2 model, Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("config.json"), model.config().text());
        model.writeTokenizer(folder);
        Map<String, Json> entries = new LinkedHashMap<>();
        long end = 0;
        for (String name : model.names()) {
            long start = end;
            end += 4L * model.shape(name).stream().reduce(1, (a, b) -> a * b);
            entries.put(
                    name,
                    Json.parse("{\"dtype\": \"F32\", \"shape\": " + model.shape(name) + ", \"data_offsets\": [" + start
                            + ", " + end + "]}"));
        }
        byte[] header = new Json.Obj(entries).text().getBytes(StandardCharsets.UTF_8);
        try (OutputStream out = Files.newOutputStream(folder.resolve("model.safetensors"))) {
            out.write(ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(header.length)
                    .array());
            out.write(header);
            for (String name : model.names()) {
                out.write(floats(model.values(name)));
            }
        }
    }

    private static byte[] floats(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }
}
