package dev.samovar.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.samovar.quant.F32;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GgufFileTest {
    private static final int FLOAT32 = 0;
    private static final int Q8_0 = 8;

    private static GgufWriter sample() {
        return new GgufWriter()
                .put("k", "text")
                .put("list", List.of("a", "bc"))
                .floats("w", List.of(2, 3), 1, 2, 3, 4, 5, 6);
    }

    @Test
    void readsMetadataAndTensors() {
        GgufFile file =
                read(sample().put("n", 7).put("x", 1.5f).put("yes", true).bytes());
        assertEquals("text", file.metadata().text("k").orElseThrow());
        assertEquals(List.of("a", "bc"), file.metadata().texts("list"));
        assertEquals(7, file.metadata().integer("n").orElseThrow());
        assertEquals(true, file.metadata().flag("yes").orElseThrow());
        Tensor tensor = file.tensors().get(0);
        assertEquals(List.of(2, 3), tensor.shape());
        assertEquals(new F32(), tensor.format());
        assertEquals(3, TensorReader.decode(tensor)[2]);
    }

    @Test
    void readsNumbersOfAllTypes() {
        byte[] ones = new byte[8];
        Arrays.fill(ones, (byte) -1);
        var file = read(new GgufWriter()
                .raw("u8", 0, Arrays.copyOf(ones, 1))
                .raw("i8", 1, Arrays.copyOf(ones, 1))
                .raw("u16", 2, Arrays.copyOf(ones, 2))
                .raw("i16", 3, Arrays.copyOf(ones, 2))
                .raw("u32", 4, Arrays.copyOf(ones, 4))
                .raw("i32", 5, Arrays.copyOf(ones, 4))
                .raw("i64", 11, ones)
                .bytes());
        List<Long> values = Stream.of("u8", "i8", "u16", "i16", "u32", "i32", "i64")
                .map(key -> file.metadata().integer(key).orElseThrow())
                .toList();
        assertEquals(List.of(255L, -1L, 65535L, -1L, 4294967295L, -1L, -1L), values);
    }

    static Stream<Arguments> malformed() {
        byte[] deep = new byte[5 * 12]; // element type 9, an array; one of them
        for (int i = 0; i < 5; i++) {
            deep[12 * i] = 9;
            deep[12 * i + 4] = 1;
        }
        return Stream.of(
                arguments("empty", new byte[0], "magic at offset 0 needs 4 bytes"),
                arguments("magic", set(0, 0x04034b50), "magic at offset 0 must be \"GGUF\", not 0x"),
                arguments("version 1", set(4, 1), "version at offset 4 must be 2 or 3 (little-endian), not 1"),
                arguments("big endian", set(4, 3 << 24), "version at offset 4"),
                arguments(
                        "tensor count",
                        set(8, 1 << 30),
                        "tensor count at offset 8 is 1073741824, but the file has room"),
                arguments("negative pair count", set(20, -1), "metadata count at offset 16"),
                arguments("string length", set(28, 9), "key of metadata pair 0 (length of a string) at offset 24"),
                arguments("value type", raw(13), "type of metadata odd at offset"),
                arguments(
                        "element type",
                        new GgufWriter()
                                .raw("odd", 9, new byte[] {77, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0})
                                .bytes(),
                        "a value type from 0 to 12, not 77"),
                arguments(
                        "arrays in arrays", new GgufWriter().raw("odd", 9, deep).bytes(), "nested at most 4"),
                arguments("key twice", sample().put("k", 1).bytes(), "k a second time"),
                arguments("name twice", sample().floats("w", List.of(1), 1).bytes(), "w a second time"),
                arguments(
                        "tensor type",
                        sample().tensor("q", List.of(1), 99, new byte[4]).bytes(),
                        "type of tensor q at offset"),
                arguments(
                        "dimensions",
                        sample().tensor("q", List.of(1, 1, 1, 1, 1), FLOAT32, new byte[4])
                                .bytes(),
                        "from 0 to 4, not 5"),
                arguments(
                        "no elements",
                        sample().tensor("q", List.of(0), FLOAT32, new byte[4]).bytes(),
                        "dimension 0 of tensor q"),
                arguments(
                        "many elements",
                        sample().tensor("q", List.of(1 << 30, 1 << 30), FLOAT32, new byte[4])
                                .bytes(),
                        "more values than the file's size allows"),
                arguments(
                        "broken block",
                        sample().tensor("q", List.of(2, 16), Q8_0, new byte[34]).bytes(),
                        "a multiple of 32, the block of Q8_0, not 16"),
                arguments(
                        "alignment",
                        sample().put("general.alignment", 3).bytes(),
                        "general.alignment must be a power of two"),
                arguments(
                        "overlap",
                        sample().tensor("q", List.of(16), FLOAT32, new byte[0])
                                .floats("r", List.of(16), new float[16])
                                .bytes(),
                        "at least 96, the end of tensor q"),
                arguments(
                        "short data",
                        sample().tensor("q", List.of(1000), FLOAT32, new byte[4])
                                .bytes(),
                        "the file is truncated"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void malformed(String what, byte[] bytes, String message) {
        var e = assertThrows(ModelFormatException.class, () -> read(bytes));
        String text = String.valueOf(e.getMessage());
        assertTrue(text.contains(message), text);
        assertTrue(text.startsWith("test.gguf: "), text);
    }

    @Test
    void anyTruncationIsAnError() {
        byte[] whole = sample().bytes();
        int last = whole.length - 32 + 6 * 4; // the padding after the last tensor may be missing
        for (int length = 0; length < last; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThrows(ModelFormatException.class, () -> read(part), "length " + length);
        }
    }

    private static GgufFile read(byte[] bytes) {
        return GgufFile.read(new MemorySource("test.gguf", bytes));
    }

    private static byte[] raw(int type) {
        return new GgufWriter().raw("odd", type, new byte[8]).bytes();
    }

    private static byte[] set(int offset, int value) {
        byte[] bytes = sample().bytes();
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(offset, value);
        return bytes;
    }
}
