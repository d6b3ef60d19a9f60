package dev.samovar.worker.compact;

/**
 * The leading 64 bits of powers of ten, and where they stand, as TeaVM's {@code DoubleAnalyzer} (falling, cut off) and
 * {@code DoubleSynthesizer} (rising, rounded) want them.
 */
public final class PowersOfTen {
    private static final int LARGEST = 348;
    private static final int COUNT = 660; // of a table: to 10^-311, or from 10^-348 to 10^311

    // Numbers are limbs of 32 bits, the least first; limb ONE counts ones.
    private static final int ONE = 40; // 10^-348 is more than 2^-1157: with three limbs to spare
    private static final int LIMBS = ONE + 38; // 10^348 is less than 2^1157

    private PowersOfTen() {}

    public static long[] fallingMantissas() {
        long[] all = mantissas(false);
        long[] falling = new long[COUNT];
        for (int i = 0; i < COUNT; i++) {
            falling[i] = all[2 * LARGEST - i];
        }
        return falling;
    }

    public static long[] risingMantissas() {
        long[] rising = new long[COUNT];
        System.arraycopy(mantissas(true), 0, rising, 0, COUNT);
        return rising;
    }

    public static short[] fallingExponents() {
        short[] exponents = new short[COUNT];
        for (int i = 0; i < COUNT; i++) {
            exponents[i] = (short) (1023 - shift(LARGEST - i));
        }
        return exponents;
    }

    public static short[] risingExponents() {
        short[] exponents = new short[COUNT];
        for (int i = 0; i < COUNT; i++) {
            exponents[i] = (short) (1144 + shift(i - LARGEST));
        }
        return exponents;
    }

    /** The power's place in bits, less the 63 below the mantissa's first. */
    private static int shift(int power) {
        return (power * 217_706 >> 16) - 63; // log2(10) = 3.321928, exact enough up to 10^1233
    }

    /** Of 10^-348 to 10^348. */
    private static long[] mantissas(boolean rounded) {
        long[] mantissas = new long[2 * LARGEST + 1];
        int[] up = new int[LIMBS];
        int[] down = new int[LIMBS];
        up[ONE] = 1;
        down[ONE] = 1;
        for (int power = 0; power <= LARGEST; power++) {
            mantissas[LARGEST + power] = leading(up, rounded);
            mantissas[LARGEST - power] = leading(down, rounded);
            multiplyByTen(up);
            divideByTen(down);
        }
        return mantissas;
    }

    private static void multiplyByTen(int[] number) {
        long carry = 0;
        for (int i = 0; i < LIMBS; i++) {
            carry += (number[i] & 0xFFFF_FFFFL) * 10;
            number[i] = (int) carry;
            carry >>>= 32;
        }
    }

    private static void divideByTen(int[] number) {
        long rest = 0;
        for (int i = LIMBS - 1; i >= 0; i--) {
            rest = rest << 32 | number[i] & 0xFFFF_FFFFL;
            number[i] = (int) (rest / 10);
            rest %= 10;
        }
    }

    private static long leading(int[] number, boolean rounded) {
        int top = LIMBS - 1;
        while (number[top] == 0) {
            top--;
        }
        int zeros = Integer.numberOfLeadingZeros(number[top]);
        long high = (long) number[top] << 32 | number[top - 1] & 0xFFFF_FFFFL;
        long low = (number[top - 2] & 0xFFFF_FFFFL) << zeros; // at least one bit more than the mantissa's 64
        long cut = high << zeros | low >>> 32;
        return rounded ? cut + (low >>> 31 & 1) : cut;
    }
}
