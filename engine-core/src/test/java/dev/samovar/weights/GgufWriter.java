package dev.samovar.weights;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes GGUF files for tests, right or wrong as asked. */
public final class GgufWriter {
    private static final int ALIGNMENT = 32;

    private record Entry(String name, List<Integer> shape, int type, byte[] data) {}

    private final ByteArrayOutputStream pairs = new ByteArrayOutputStream();
    private final List<Entry> tensors = new ArrayList<>();
    private int pairCount;

    /** A value whose type and bytes the caller spells out. */
    public GgufWriter raw(String key, int type, byte[] value) {
        text(pairs, key);
        i32(pairs, type);
        pairs.writeBytes(value);
        pairCount++;
        return this;
    }

    public GgufWriter put(String key, String value) {
        var out = new ByteArrayOutputStream();
        text(out, value);
        return raw(key, 8, out.toByteArray());
    }

    public GgufWriter put(String key, int value) {
        return raw(key, 4, little(value, 4));
    }

    public GgufWriter put(String key, float value) {
        return raw(key, 6, little(Float.floatToRawIntBits(value), 4));
    }

    public GgufWriter put(String key, boolean value) {
        return raw(key, 7, new byte[] {(byte) (value ? 1 : 0)});
    }

    public GgufWriter put(String key, List<String> values) {
        var out = new ByteArrayOutputStream();
        i32(out, 8);
        i64(out, values.size());
        values.forEach(value -> text(out, value));
        return raw(key, 9, out.toByteArray());
    }

    /** @param shape outermost dimension first */
    public GgufWriter tensor(String name, List<Integer> shape, int type, byte[] data) {
        tensors.add(new Entry(name, shape, type, data));
        return this;
    }

    public GgufWriter floats(String name, List<Integer> shape, float... values) {
        var data = new ByteArrayOutputStream();
        for (float value : values) {
            i32(data, Float.floatToRawIntBits(value));
        }
        return tensor(name, shape, 0, data.toByteArray());
    }

    public byte[] bytes() {
        var out = new ByteArrayOutputStream();
        i32(out, GgufFile.MAGIC);
        i32(out, 3);
        i64(out, tensors.size());
        i64(out, pairCount);
        out.writeBytes(pairs.toByteArray());
        var data = new ByteArrayOutputStream();
        for (Entry tensor : tensors) {
            text(out, tensor.name());
            i32(out, tensor.shape().size());
            for (int i = tensor.shape().size() - 1; i >= 0; i--) {
                i64(out, tensor.shape().get(i));
            }
            i32(out, tensor.type());
            i64(out, data.size());
            data.writeBytes(tensor.data());
            align(data);
        }
        align(out);
        out.writeBytes(data.toByteArray());
        return out.toByteArray();
    }

    private static void align(ByteArrayOutputStream out) {
        while (out.size() % ALIGNMENT != 0) {
            out.write(0);
        }
    }

    private static void text(ByteArrayOutputStream out, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        i64(out, utf8.length);
        out.writeBytes(utf8);
    }

    private static void i32(ByteArrayOutputStream out, int value) {
        out.writeBytes(little(value, 4));
    }

    private static void i64(ByteArrayOutputStream out, long value) {
        out.writeBytes(little(value, 8));
    }

    private static byte[] little(long value, int bytes) {
        byte[] out = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            out[i] = (byte) (value >> 8 * i);
        }
        return out;
    }
}
