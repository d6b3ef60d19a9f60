package dev.samovar.worker.fetch;

import java.nio.charset.StandardCharsets;

/**
 * SHA-256 (FIPS 180-4) of bytes that come in pieces. The browser's own digest wants all bytes at once, and Wasm GC has no
 * {@code MessageDigest}.
 */
public final class Sha256 {
    private static final int BLOCK = 64;
    private static final int[] K = constants();

    private final int[] state = {
        0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
    };
    private final int[] schedule = new int[BLOCK];
    private final byte[] pending = new byte[BLOCK];
    private long length;

    /** The digest of a text in UTF-8, in lower-case hexadecimal. */
    public static String of(String text) {
        var hash = new Sha256();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        hash.update(bytes, 0, bytes.length);
        return hash.hex();
    }

    /** Takes the next {@code count} bytes. */
    public void update(byte[] bytes, int from, int count) {
        int at = from;
        int end = from + count;
        int filled = (int) (length % BLOCK);
        length += count;
        if (filled > 0) {
            int taken = Math.min(BLOCK - filled, count);
            System.arraycopy(bytes, at, pending, filled, taken);
            at += taken;
            if (filled + taken < BLOCK) {
                return;
            }
            block(pending, 0);
        }
        for (; at + BLOCK <= end; at += BLOCK) {
            block(bytes, at);
        }
        System.arraycopy(bytes, at, pending, 0, end - at);
    }

    /** The digest of all bytes so far, in lower-case hexadecimal; ends the computation. */
    public String hex() {
        long bits = length * 8;
        int filled = (int) (length % BLOCK);
        byte[] tail = new byte[(filled < BLOCK - 8 ? BLOCK : 2 * BLOCK) - filled];
        tail[0] = (byte) 0x80;
        for (int i = 1; i <= 8; i++) {
            tail[tail.length - i] = (byte) (bits >>> (8 * (i - 1)));
        }
        update(tail, 0, tail.length);
        var text = new StringBuilder(BLOCK);
        for (int word : state) {
            for (int shift = 28; shift >= 0; shift -= 4) {
                text.append(Character.forDigit(word >>> shift & 0xf, 16));
            }
        }
        return text.toString();
    }

    private void block(byte[] bytes, int from) {
        int[] w = schedule;
        for (int t = 0, i = from; t < 16; t++, i += 4) {
            w[t] = bytes[i] << 24 | (bytes[i + 1] & 0xff) << 16 | (bytes[i + 2] & 0xff) << 8 | bytes[i + 3] & 0xff;
        }
        for (int t = 16; t < BLOCK; t++) {
            int x = w[t - 15];
            int y = w[t - 2];
            w[t] = w[t - 16]
                    + w[t - 7]
                    + (Integer.rotateRight(x, 7) ^ Integer.rotateRight(x, 18) ^ x >>> 3)
                    + (Integer.rotateRight(y, 17) ^ Integer.rotateRight(y, 19) ^ y >>> 10);
        }
        rounds(w);
    }

    private void rounds(int[] w) {
        int[] s = state;
        int a = s[0], b = s[1], c = s[2], d = s[3], e = s[4], f = s[5], g = s[6], h = s[7];
        for (int t = 0; t < BLOCK; t++) {
            int t1 = h
                    + (Integer.rotateRight(e, 6) ^ Integer.rotateRight(e, 11) ^ Integer.rotateRight(e, 25))
                    + (e & f ^ ~e & g)
                    + K[t]
                    + w[t];
            int t2 = (Integer.rotateRight(a, 2) ^ Integer.rotateRight(a, 13) ^ Integer.rotateRight(a, 22))
                    + (a & b ^ a & c ^ b & c);
            h = g;
            g = f;
            f = e;
            e = d + t1;
            d = c;
            c = b;
            b = a;
            a = t1 + t2;
        }
        s[0] += a;
        s[1] += b;
        s[2] += c;
        s[3] += d;
        s[4] += e;
        s[5] += f;
        s[6] += g;
        s[7] += h;
    }

    /** The first 32 bits of the fractional parts of the cube roots of the first 64 primes. */
    private static int[] constants() {
        int[] k = new int[BLOCK];
        int found = 0;
        for (int n = 2; found < BLOCK; n++) {
            boolean prime = true;
            for (int divisor = 2; divisor * divisor <= n; divisor++) {
                prime &= n % divisor != 0;
            }
            if (prime) {
                double root = Math.cbrt(n);
                k[found++] = (int) (long) ((root - Math.floor(root)) * 0x1p32);
            }
        }
        return k;
    }
}
