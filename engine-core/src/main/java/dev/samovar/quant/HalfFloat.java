package dev.samovar.quant;

/** IEEE half floats, for which the browser's class library has nothing. */
final class HalfFloat {
    private HalfFloat() {}

    /** The half float nearest to a finite value, ties to even, as a float; infinite beyond the range of halves. */
    static float nearest(float value) {
        int bits = Float.floatToRawIntBits(value);
        int exponent = bits >>> 23 & 0xff;
        int shift = 126 - Math.min(exponent, 113); // bits of the mantissa that a half has no room for
        if (shift > 24) {
            return 0;
        }
        int mantissa = bits & 0x7fffff | 0x800000;
        int kept = mantissa >> shift;
        int lost = mantissa & (1 << shift) - 1;
        int up = lost + (kept & 1) > 1 << shift - 1 ? 1 : 0;
        int half = Math.min(kept + up + (Math.max(exponent, 113) - 113 << 10), 0x7c00);
        return LittleEndian.f16(new byte[] {(byte) half, (byte) (half >> 8 | bits >>> 24 & 0x80)}, 0);
    }
}
