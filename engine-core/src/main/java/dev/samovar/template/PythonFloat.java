package dev.samovar.template;

/** Python's {@code repr} of a float: the shortest digits that read back, positional from 1e-4 up to 1e16. */
final class PythonFloat {
    private PythonFloat() {}

    static String repr(double value) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        String sign = Double.doubleToRawLongBits(value) < 0 ? "-" : "";
        if (value == 0) {
            return sign + "0.0";
        }
        String java = Double.toString(Math.abs(value));
        int e = java.indexOf('E');
        String mantissa = e < 0 ? java : java.substring(0, e);
        int point = mantissa.indexOf('.');
        String digits = mantissa.substring(0, point) + mantissa.substring(point + 1);
        int leading = 0;
        while (digits.charAt(leading) == '0') {
            leading++;
        }
        // value = 0.DIGITS · 10^exponent
        int exponent = point - leading + (e < 0 ? 0 : Integer.parseInt(java.substring(e + 1)));
        return sign + layOut(withoutTrailingZeros(digits.substring(leading)), exponent);
    }

    private static String withoutTrailingZeros(String digits) {
        int end = digits.length();
        while (end > 1 && digits.charAt(end - 1) == '0') {
            end--;
        }
        return digits.substring(0, end);
    }

    private static String layOut(String digits, int exponent) {
        if (exponent <= -4 || exponent > 16) {
            int power = exponent - 1;
            String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
            String magnitude = Math.abs(power) < 10 ? "0" + Math.abs(power) : Integer.toString(Math.abs(power));
            return digits.charAt(0) + fraction + (power < 0 ? "e-" : "e+") + magnitude;
        }
        if (exponent <= 0) {
            return "0." + "0".repeat(-exponent) + digits;
        }
        if (digits.length() <= exponent) {
            return digits + "0".repeat(exponent - digits.length()) + ".0";
        }
        return digits.substring(0, exponent) + "." + digits.substring(exponent);
    }
}
