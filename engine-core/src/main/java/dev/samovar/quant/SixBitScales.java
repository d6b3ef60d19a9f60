package dev.samovar.quant;

/**
 * Eight scales and eight minimums of six bits in twelve bytes, as Q4_K and Q5_K pack them: the first four of each in the
 * low six bits of bytes 0 to 3 and 4 to 7; of the others, the low nibbles in bytes 8 to 11 (scales low, minimums high) and
 * the upper two bits in the upper two of bytes 0 to 7.
 */
final class SixBitScales {
    private SixBitScales() {}

    static int scale(byte[] in, int at, int j) {
        return j < 4 ? in[at + j] & 63 : (in[at + 4 + j] & 15) | (in[at + j - 4] >> 6 & 3) << 4;
    }

    static int minimum(byte[] in, int at, int j) {
        return j < 4 ? in[at + 4 + j] & 63 : (in[at + 4 + j] >> 4 & 15) | (in[at + j] >> 6 & 3) << 4;
    }
}
