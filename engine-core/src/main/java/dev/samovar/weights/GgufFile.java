package dev.samovar.weights;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the header of a GGUF file says.
 *
 * @param version 2 or 3
 * @param tensors by GGUF's own names, rows in the file's order
 * @see <a href="https://github.com/ggml-org/ggml/blob/master/docs/gguf.md">the format</a>
 */
public record GgufFile(int version, GgufMetadata metadata, List<Tensor> tensors) {
    /** The bytes "GGUF". */
    public static final int MAGIC = 0x46554747;

    /** Bytes of the smallest key/value pair: a name of no letters, a type, one byte. */
    private static final int SMALLEST_PAIR = 8 + 4 + 1;

    /** Bytes of the smallest tensor entry: a name of no letters, no dimensions, type and offset. */
    private static final int SMALLEST_TENSOR = 8 + 4 + 4 + 8;

    public GgufFile {
        tensors = List.copyOf(tensors);
    }

    /** Reads magic, version, counts, metadata and tensor entries; the data stay where they are. */
    public static GgufFile read(ByteSource source) {
        var in = new GgufCursor(source);
        int magic = in.i32("magic");
        if (magic != MAGIC) {
            throw in.wrong("magic", 0, "\"GGUF\"", "0x" + Integer.toHexString(magic));
        }
        int version = in.i32("version");
        if (version != 2 && version != 3) {
            throw in.wrong("version", 4, "2 or 3 (little-endian)", Integer.toUnsignedString(version));
        }
        int tensorCount = in.count("tensor count", SMALLEST_TENSOR);
        int pairCount = in.count("metadata count", SMALLEST_PAIR);
        var metadata = new GgufMetadata(pairs(in, pairCount), source.name());
        return new GgufFile(version, metadata, new GgufTensorTable(source, in, metadata).read(tensorCount));
    }

    private static Map<String, GgufValue> pairs(GgufCursor in, int count) {
        Map<String, GgufValue> values = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            long at = in.position();
            String key = in.text("key of metadata pair " + i);
            int type = in.i32("type of metadata " + key);
            if (values.put(key, GgufValueReader.read(in, type, "metadata " + key, 0)) != null) {
                throw in.wrong("key of metadata pair " + i, at, "new", key + " a second time");
            }
        }
        return values;
    }
}
