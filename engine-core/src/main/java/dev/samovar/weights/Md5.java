package dev.samovar.weights;

import dev.samovar.quant.LittleEndian;

/** MD5 (RFC 1321), which the browser's class library lacks: MLC repositories name it for every shard. */
final class Md5 {
    private static final int BLOCK = 64;
    private static final int[] SHIFTS = {7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21};
    private static final int[] SINES = sines();

    private final int[] state = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};
    private final byte[] pending = new byte[BLOCK];
    private long length;

    private static int[] sines() {
        int[] sines = new int[BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            sines[i] = (int) (long) (Math.abs(Math.sin(i + 1)) * 0x1p32);
        }
        return sines;
    }

    void update(byte[] data) {
        int at = 0;
        while (at < data.length) {
            int filled = (int) (length % BLOCK);
            int taken = Math.min(BLOCK - filled, data.length - at);
            if (taken == BLOCK) {
                block(data, at);
            } else {
                System.arraycopy(data, at, pending, filled, taken);
                if (filled + taken == BLOCK) {
                    block(pending, 0);
                }
            }
            at += taken;
            length += taken;
        }
    }

    /** Ends the message; 32 lower-case hexadecimal digits. */
    String hex() {
        long bits = 8 * length;
        int filled = (int) (length % BLOCK);
        byte[] end = new byte[(filled < 56 ? BLOCK : 2 * BLOCK) - filled]; // a bit of 1, zeros, the length in bits
        end[0] = (byte) 0x80;
        for (int i = 0; i < 8; i++) {
            end[end.length - 8 + i] = (byte) (bits >>> 8 * i);
        }
        update(end);
        var hex = new StringBuilder();
        for (int i = 0; i < 16; i++) {
            int value = state[i / 4] >>> (i % 4 * 8) & 0xff;
            hex.append(Character.forDigit(value >> 4, 16)).append(Character.forDigit(value & 15, 16));
        }
        return hex.toString();
    }

    private void block(byte[] in, int at) {
        int a = state[0];
        int b = state[1];
        int c = state[2];
        int d = state[3];
        for (int i = 0; i < BLOCK; i++) {
            int mixed;
            int word;
            if (i < 16) {
                mixed = (b & c) | (~b & d);
                word = i;
            } else if (i < 32) {
                mixed = (d & b) | (~d & c);
                word = 5 * i + 1;
            } else if (i < 48) {
                mixed = b ^ c ^ d;
                word = 3 * i + 5;
            } else {
                mixed = c ^ (b | ~d);
                word = 7 * i;
            }
            int sum = a + mixed + SINES[i] + LittleEndian.i32(in, at + 4 * (word & 15));
            a = d;
            d = c;
            c = b;
            b += Integer.rotateLeft(sum, SHIFTS[i / 16 * 4 + i % 4]);
        }
        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
    }
}
