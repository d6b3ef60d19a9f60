package dev.samovar.template;

/** {@code %.nf}, rounded half to even on the double's exact value. */
final class FixedPoint {
    /** Bits of the fraction kept: with fewer than 64 left over, ten times a fraction fits a long. */
    private static final int BITS = 59;

    private static final int MAX_DIGITS = 100;

    private FixedPoint() {}

    static String text(double value, int digits) {
        double size = Math.abs(value);
        if (!(size < 0x1p53) || digits > MAX_DIGITS) {
            throw TemplateException.evaluation("a fixed-point number needs a size under 2^53 and at most " + MAX_DIGITS
                    + " decimals, not " + PythonFloat.repr(value) + " with " + digits);
        }
        long whole = (long) size;
        long fraction = (long) ((size - whole) * 0x1p59);
        var decimals = new StringBuilder();
        for (int i = 0; i < digits; i++) {
            fraction *= 10;
            decimals.append((char) ('0' + (fraction >>> BITS)));
            fraction &= (1L << BITS) - 1;
        }
        String all = whole + decimals.toString();
        long half = 1L << (BITS - 1);
        boolean odd = (all.charAt(all.length() - 1) & 1) == 1;
        String rounded = fraction > half || (fraction == half && odd) ? incremented(all) : all;
        int point = rounded.length() - digits;
        String sign = value < 0 ? "-" : "";
        return sign + rounded.substring(0, point) + (digits == 0 ? "" : "." + rounded.substring(point));
    }

    private static String incremented(String number) {
        var digits = new StringBuilder(number);
        int at = digits.length() - 1;
        while (at >= 0 && digits.charAt(at) == '9') {
            digits.setCharAt(at--, '0');
        }
        if (at < 0) {
            return "1" + digits;
        }
        digits.setCharAt(at, (char) (digits.charAt(at) + 1));
        return digits.toString();
    }
}
