package dev.samovar.bench;

import dev.samovar.weights.ByteSource;

/**
 * An endless file of Q4_0 blocks with random codes. The scale keeps the spread of weights near 0.02, so that activations
 * stay in range through many layers. The codes repeat after {@link #PERIOD} blocks: no GPU compresses what it reads, so
 * a repetition costs the same as fresh bytes.
 */
final class RandomBlocks implements ByteSource {
    private static final int BLOCK = 18;
    private static final int PERIOD = 4096;
    /** The half float 0.0049. */
    private static final int SCALE = 0x1d05;

    private final String name;
    private final byte[] period = new byte[BLOCK * PERIOD];

    RandomBlocks(String name) {
        this.name = name;
        var random = new java.util.Random(name.hashCode());
        random.nextBytes(period);
        for (int block = 0; block < PERIOD; block++) {
            period[block * BLOCK] = (byte) SCALE;
            period[block * BLOCK + 1] = (byte) (SCALE >> 8);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long size() {
        return Long.MAX_VALUE;
    }

    @Override
    public byte[] read(long offset, int length) {
        byte[] bytes = new byte[length];
        int from = (int) (offset % period.length);
        for (int done = 0; done < length; ) {
            int part = Math.min(length - done, period.length - from);
            System.arraycopy(period, from, bytes, done, part);
            done += part;
            from = 0;
        }
        return bytes;
    }
}
