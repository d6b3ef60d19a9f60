package dev.samovar.checkpoint;

import java.util.Arrays;
import java.util.Random;

/** Damages files in ways that readers meet: flipped bits, extreme numbers, lost and repeated stretches. */
final class Mutations {
    private static final int[] EXTREMES = {0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 0x7fffffff, 1 << 24, 255};

    private final Random random;

    Mutations(long seed) {
        random = new Random(seed);
    }

    /** One to four damages within the first {@code header} bytes. */
    byte[] of(byte[] file, int header) {
        byte[] bytes = file.clone();
        for (int n = random.nextInt(4); n >= 0; n--) {
            int at = random.nextInt(Math.min(header, bytes.length));
            bytes = switch (random.nextInt(6)) {
                case 0 -> flipped(bytes, at);
                case 1 -> number(bytes, at, EXTREMES[random.nextInt(EXTREMES.length)]);
                case 2 -> number(bytes, at, random.nextInt(300));
                case 3 -> spliced(bytes, at, at + random.nextInt(20), new byte[0]);
                case 4 -> spliced(bytes, at, at, Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + 30)));
                default -> random.nextInt(20) == 0 ? Arrays.copyOf(bytes, at + 1) : flipped(bytes, at);
            };
        }
        return bytes;
    }

    private byte[] flipped(byte[] bytes, int at) {
        bytes[at] ^= (byte) (1 << random.nextInt(8));
        return bytes;
    }

    private static byte[] number(byte[] bytes, int at, int value) {
        for (int i = 0; i < 4 && at + i < bytes.length; i++) {
            bytes[at + i] = (byte) (value >> 8 * i);
        }
        return bytes;
    }

    private static byte[] spliced(byte[] bytes, int from, int to, byte[] with) {
        int end = Math.min(to, bytes.length);
        byte[] out = Arrays.copyOf(bytes, from + with.length + bytes.length - end);
        System.arraycopy(with, 0, out, from, with.length);
        System.arraycopy(bytes, end, out, from + with.length, bytes.length - end);
        return out;
    }
}
