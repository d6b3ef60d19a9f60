package dev.samovar.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.samovar.quant.BF16;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsFileTest {

    @Test
    void readsTensorsInTheOrderOfTheirData() {
        byte[] data = {0, 0, (byte) 0x80, 0x3f, 0, 0x40}; // 1.0, then 2.0 as BF16
        List<Tensor> tensors = read("""
                {"__metadata__": {"format": "pt"},
                 "b": {"dtype": "BF16", "shape": [], "data_offsets": [4, 6]},
                 "a": {"dtype": "F32", "shape": [1, 1], "data_offsets": [0, 4]}}""", data);
        assertEquals(List.of("a", "b"), tensors.stream().map(Tensor::name).toList());
        assertEquals(List.of(1, 1), tensors.get(0).shape());
        assertEquals(new BF16(), tensors.get(1).format());
        assertArrayEquals(new float[] {1}, TensorReader.decode(tensors.get(0)));
        assertArrayEquals(new float[] {2}, TensorReader.decode(tensors.get(1)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'a'                                                            | is no JSON: the JSON text ends too early",
                "[]                                                              | header at offset 8 must be a JSON object",
                "{'a': 1}                                                        | tensor a: dtype must be a string, not absent",
                "{'a': {'dtype': 'F12', 'shape': [2], 'data_offsets': [0, 8]}}   | dtype must be a type of the safetensors format",
                "{'a': {'dtype': 'F32', 'shape': 2, 'data_offsets': [0, 8]}}     | shape must be an array, not 2",
                "{'a': {'dtype': 'F32', 'shape': [-2], 'data_offsets': [0, 8]}}  | shape must be integers from 0",
                "{'a': {'dtype': 'F32', 'shape': [2.5], 'data_offsets': [0, 8]}} | shape must be integers from 0",
                "{'a': {'dtype': 'F32', 'shape': [2], 'data_offsets': [0]}}      | data_offsets must be [begin, end]",
                "{'a': {'dtype': 'F32', 'shape': [3], 'data_offsets': [0, 8]}}   | a range of 12 bytes, as dtype and shape say",
                "{'a': {'dtype': 'F32', 'shape': [3], 'data_offsets': [0, 12]}}  | integers from 0 to 8",
                "{'a': {'dtype': 'F32', 'shape': [1], 'data_offsets': [4, 8]}}   | without gap, overlap or repeated names",
                "{'a': {'dtype': 'F32', 'shape': [1], 'data_offsets': [0, 4]}}   | the tensors end at offset",
                "{'a': {'dtype': 'F32', 'shape': [2147483647, 2147483647, 9], 'data_offsets': [0, 8]}} | more values than"
            })
    void malformedHeaders(String json, String message) {
        var e = assertThrows(ModelFormatException.class, () -> read(json.replace('\'', '"'), new byte[8]));
        assertTrue(String.valueOf(e.getMessage()).contains(message), e.getMessage());
    }

    @Test
    void headerLongerThanTheFile() {
        byte[] bytes = {100, 0, 0, 0, 0, 0, 0, 0, '{', '}'};
        var e = assertThrows(ModelFormatException.class, () -> SafetensorsFile.read(new MemorySource("x", bytes)));
        assertEquals(
                "x: header length at offset 0 must be from 2 to 2, not 100; the file is truncated or no safetensors file",
                e.getMessage());
    }

    @Test
    void shardsAreFoundThroughTheIndex() {
        var files = files(Map.of(
                "model.safetensors.index.json",
                "{'weight_map': {'a': 'one', 'b': 'two'}}",
                "one",
                "{'a': {'dtype': 'F32', 'shape': [0], 'data_offsets': [0, 0]}}",
                "two",
                "{'b': {'dtype': 'F32', 'shape': [0], 'data_offsets': [0, 0]}}"));
        assertEquals(
                List.of("a", "b"),
                SafetensorsFiles.read(files).stream().map(Tensor::name).toList());
    }

    @Test
    void aShardOutsideTheFolderIsRefused() {
        var files = files(Map.of("model.safetensors.index.json", "{'weight_map': {'a': '../one'}}"));
        var e = assertThrows(ModelFormatException.class, () -> SafetensorsFiles.read(files));
        assertTrue(String.valueOf(e.getMessage()).contains("weight_map must name files beside it"), e.getMessage());
    }

    @Test
    void aMissingShardIsNamed() {
        var files = files(Map.of("model.safetensors.index.json", "{'weight_map': {'a': 'one'}}"));
        var e = assertThrows(ModelFormatException.class, () -> SafetensorsFiles.read(files));
        assertEquals("folder holds no file named \"one\"", e.getMessage());
    }

    private static ModelFiles files(Map<String, String> headers) {
        return new ModelFiles() {
            @Override
            public String name() {
                return "folder";
            }

            @Override
            public Optional<ByteSource> find(String file) {
                String text = headers.get(file);
                if (text == null) {
                    return Optional.empty();
                }
                String json = text.replace('\'', '"');
                return Optional.of(
                        file.endsWith(".json")
                                ? new MemorySource(file, json.getBytes(StandardCharsets.UTF_8))
                                : source(json, new byte[0]));
            }
        };
    }

    private static List<Tensor> read(String header, byte[] data) {
        return SafetensorsFile.read(source(header, data));
    }

    private static MemorySource source(String header, byte[] data) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[8 + json.length + data.length];
        bytes[0] = (byte) json.length;
        bytes[1] = (byte) (json.length >> 8);
        System.arraycopy(json, 0, bytes, 8, json.length);
        System.arraycopy(data, 0, bytes, 8 + json.length, data.length);
        return new MemorySource("test.safetensors", bytes);
    }
}
