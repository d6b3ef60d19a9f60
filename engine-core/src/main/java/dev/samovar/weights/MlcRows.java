package dev.samovar.weights;

import dev.samovar.quant.LittleEndian;
import dev.samovar.quant.MlcQ3;
import dev.samovar.quant.MlcQ4;
import java.util.List;

/**
 * A quantised matrix of MLC as rows of blocks: scales and codes, which lie apart, are brought together as they are read.
 *
 * @param codes u32 [rows, words]
 * @param scales [rows, groups]
 * @param columns of the matrix; the last group may reach beyond
 */
public record MlcRows(Tensor codes, Tensor scales, int columns, Bits bits) implements ByteSource {

    /** How many bits a code has. */
    public enum Bits {
        /** Groups of 40, ten codes a word. */
        THREE(40),
        /** Groups of 32, eight codes a word. */
        FOUR(32);

        private final int group;

        Bits(int group) {
            this.group = group;
        }
    }

    /** Bytes of codes of a group, of either kind. */
    private static final int GROUP_BYTES = 16;

    private static final int FOUR_BIT_BLOCK = 20;

    /** The matrix as one tensor under the name of its codes; an error when the parts do not fit together. */
    public static Tensor tensor(Tensor codes, Tensor scales, int columns, Bits bits) {
        var format = bits == Bits.THREE ? new MlcQ3() : new MlcQ4();
        int groups = (columns + bits.group - 1) / bits.group;
        List<Integer> shape = codes.shape();
        if (shape.size() != 2
                || columns % format.blockElements() != 0
                || shape.get(1) != groups * 4
                || !scales.shape().equals(List.of(shape.get(0), groups))) {
            throw new ModelFormatException("tensor " + codes.name() + ": codes " + shape + " and scales "
                    + scales.shape() + " do not make a matrix of " + columns + " columns in groups of " + bits.group);
        }
        var rows = new MlcRows(codes, scales, columns, bits);
        return new Tensor(codes.name(), format, List.of(shape.get(0), columns), rows, 0, new RowOrder.Plain());
    }

    @Override
    public String name() {
        return codes.source().name();
    }

    @Override
    public long size() {
        return (long) codes.shape().get(0) * rowBytes();
    }

    private int rowBytes() {
        return bits == Bits.THREE ? columns : columns / Bits.FOUR.group * FOUR_BIT_BLOCK;
    }

    @Override
    public byte[] read(long offset, int length) {
        requireWithin(offset, length);
        if (length == 0) {
            return new byte[0];
        }
        int first = (int) (offset / rowBytes());
        int count = (int) ((offset + length - 1) / rowBytes()) - first + 1;
        int groups = scales.shape().get(1);
        int words = groups * GROUP_BYTES;
        byte[] packed = codes.source().read(codes.offset() + (long) first * words, count * words);
        float[] scale = TensorReader.decode(scales, (long) first * groups, count * groups);
        byte[] out = new byte[length];
        byte[] row = new byte[rowBytes()];
        for (int r = 0; r < count; r++) {
            switch (bits) {
                case THREE -> threeBits(packed, r * words, scale, r * groups, row);
                case FOUR -> fourBits(packed, r * words, scale, r * groups, row);
            }
            long start = (long) (first + r) * row.length; // in the whole matrix
            int from = (int) Math.max(0, offset - start);
            int to = (int) Math.min(row.length, offset + length - start);
            System.arraycopy(row, from, out, (int) (start + from - offset), to - from);
        }
        return out;
    }

    private static void fourBits(byte[] packed, int at, float[] scale, int firstScale, byte[] row) {
        for (int g = 0; g < row.length / FOUR_BIT_BLOCK; g++) {
            put(row, g * FOUR_BIT_BLOCK, Float.floatToRawIntBits(scale[firstScale + g]));
            System.arraycopy(packed, at + g * GROUP_BYTES, row, g * FOUR_BIT_BLOCK + 4, GROUP_BYTES);
        }
    }

    private static void threeBits(byte[] packed, int at, float[] scale, int firstScale, byte[] row) {
        for (int k = 0; k < row.length; k += 8) { // a block of 8 values has 8 bytes
            int codes = 0;
            for (int j = 0; j < 8; j++) {
                int within = (k + j) % Bits.THREE.group;
                int word = LittleEndian.i32(packed, at + (k + j) / Bits.THREE.group * GROUP_BYTES + within / 10 * 4);
                codes |= (word >>> (within % 10 * 3) & 7) << (3 * j);
            }
            put(row, k, Float.floatToRawIntBits(scale[firstScale + k / Bits.THREE.group]));
            put(row, k + 4, codes);
        }
    }

    private static void put(byte[] out, int at, int value) {
        for (int i = 0; i < 4; i++) {
            out[at + i] = (byte) (value >> 8 * i);
        }
    }
}
