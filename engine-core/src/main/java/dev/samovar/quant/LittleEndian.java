package dev.samovar.quant;

/** Numbers as checkpoint files store them, least significant byte first. */
public final class LittleEndian {
    private LittleEndian() {}

    public static int u16(byte[] in, int at) {
        return (in[at] & 0xff) | (in[at + 1] & 0xff) << 8;
    }

    public static int i32(byte[] in, int at) {
        return u16(in, at) | u16(in, at + 2) << 16;
    }

    public static long i64(byte[] in, int at) {
        return (i32(in, at) & 0xffff_ffffL) | (long) i32(in, at + 4) << 32;
    }

    public static float f32(byte[] in, int at) {
        return Float.intBitsToFloat(i32(in, at));
    }

    /** An IEEE half float, widened exactly: Java's own conversion is missing in the browser. */
    public static float f16(byte[] in, int at) {
        int half = u16(in, at);
        int sign = (half & 0x8000) << 16;
        int exponent = half >> 10 & 0x1f;
        int mantissa = half & 0x3ff;
        if (exponent == 0) { // zero or subnormal: mantissa · 2⁻²⁴, exact in a float
            float magnitude = mantissa * 0x1p-24f;
            return sign == 0 ? magnitude : -magnitude;
        }
        int widened = exponent == 0x1f ? 0xff : exponent + 112; // infinities and NaN stay such
        return Float.intBitsToFloat(sign | widened << 23 | mantissa << 13);
    }
}
