package dev.samovar.weights;

import java.util.Arrays;

/** A file that a test made up. */
public record MemorySource(String name, byte[] bytes) implements ByteSource {
    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public byte[] read(long offset, int length) {
        if (offset < 0 || length < 0 || offset > bytes.length - length) {
            throw new AssertionError("read of " + length + " bytes at " + offset + " of " + bytes.length
                    + ": readers must check before they read");
        }
        return Arrays.copyOfRange(bytes, (int) offset, (int) offset + length);
    }
}
