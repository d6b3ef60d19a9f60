package dev.samovar.weights;

import dev.samovar.json.Json;
import dev.samovar.quant.LittleEndian;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Reads the header of a safetensors file: {@code u64 length}, then JSON {@code {name: {dtype, shape, data_offsets}}},
 * then the data, which the tensors must fill without gap or overlap.
 *
 * @see <a href="https://github.com/huggingface/safetensors#format">the format</a>
 */
public final class SafetensorsFile {
    /** The format's own limit on the header. */
    private static final int LARGEST_HEADER = 100_000_000;

    private SafetensorsFile() {}

    /** The tensors in the order of their data. */
    public static List<Tensor> read(ByteSource source) {
        if (source.size() < 8) {
            throw new ModelFormatException(
                    source.name() + " has " + source.size() + " bytes, too few for a safetensors file");
        }
        long length = LittleEndian.i64(source.read(0, 8), 0);
        if (length < 2 || length > source.size() - 8 || length > LARGEST_HEADER) {
            throw new ModelFormatException(source.name() + ": header length at offset 0 must be from 2 to "
                    + Math.min(source.size() - 8, LARGEST_HEADER) + ", not " + Long.toUnsignedString(length)
                    + "; the file is truncated or no safetensors file");
        }
        Json header = JsonFile.parse(source.read(8, (int) length), source.name() + ": header at offset 8");
        if (!(header instanceof Json.Obj object)) {
            throw new ModelFormatException(source.name() + ": header at offset 8 must be a JSON object");
        }
        List<Tensor> tensors = new ArrayList<>();
        for (var member : object.members().entrySet()) {
            if (!member.getKey().equals("__metadata__")) {
                tensors.add(new SafetensorsEntry(source, 8 + length, member.getKey(), member.getValue()).tensor());
            }
        }
        tensors.sort(Comparator.comparingLong(Tensor::offset).thenComparingLong(Tensor::bytes));
        requireContiguous(source, tensors, 8 + length);
        return tensors;
    }

    private static void requireContiguous(ByteSource source, List<Tensor> tensors, long dataStart) {
        long end = dataStart;
        for (Tensor tensor : tensors) {
            if (tensor.offset() != end) {
                throw new ModelFormatException(source.name() + ": tensor " + tensor.name() + " begins at offset "
                        + tensor.offset() + ", but the one before ends at " + end
                        + "; tensors must follow each other without gap, overlap or repeated names");
            }
            end += tensor.bytes();
        }
        if (end != source.size()) {
            throw new ModelFormatException(source.name() + ": the tensors end at offset " + end
                    + ", but the file has " + source.size() + " bytes"
                    + (end > source.size() ? "; it is truncated" : ""));
        }
    }
}
