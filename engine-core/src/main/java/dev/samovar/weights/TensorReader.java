package dev.samovar.weights;

import dev.samovar.quant.WeightFormat;

/** Decodes tensors, or whole blocks of them, to floats in the file's order. */
public final class TensorReader {
    /** Bytes read at a time: bounds what is held beside the result. */
    private static final int PIECE = 1 << 20;

    private TensorReader() {}

    /** All elements. */
    public static float[] decode(Tensor tensor) {
        if (tensor.elements() > Integer.MAX_VALUE) {
            throw new ModelFormatException("tensor " + tensor.name() + " of shape " + tensor.shape()
                    + " is too large for the interpreter; it runs on the GPU only");
        }
        return decode(tensor, 0, (int) tensor.elements());
    }

    /** Elements {@code first} to {@code first + count}; both must lie on block borders. */
    static float[] decode(Tensor tensor, long first, int count) {
        WeightFormat format = tensor.format();
        float[] out = new float[count];
        long start = tensor.offset() + format.bytes(first);
        int blocks = (int) (format.bytes(count) / format.blockBytes());
        int step = PIECE / format.blockBytes();
        for (int block = 0; block < blocks; block += step) {
            int n = Math.min(step, blocks - block);
            byte[] bytes = tensor.source().read(start + (long) block * format.blockBytes(), n * format.blockBytes());
            format.decode(bytes, 0, out, block * format.blockElements(), n);
        }
        return out;
    }
}
