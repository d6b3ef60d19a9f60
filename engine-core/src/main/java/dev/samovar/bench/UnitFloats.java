package dev.samovar.bench;

import dev.samovar.weights.ByteSource;

/** An endless file of the float 1. */
record UnitFloats() implements ByteSource {
    @Override
    public String name() {
        return "ones";
    }

    @Override
    public long size() {
        return Long.MAX_VALUE;
    }

    @Override
    public byte[] read(long offset, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (Float.floatToIntBits(1) >> 8 * (int) ((offset + i) % 4));
        }
        return bytes;
    }
}
