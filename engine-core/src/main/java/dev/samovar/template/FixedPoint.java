package dev.samovar.template;

/** {@code %.nf}. Halves that no double holds exactly may round the other way than in Python, which keeps all digits. */
final class FixedPoint {
    private FixedPoint() {}

    static String text(double value, int digits) {
        double scale = Math.pow(10, digits);
        double scaled = Math.rint(Math.abs(value) * scale);
        if (Double.isNaN(value) || scaled >= 1e18 || digits > 18) {
            throw TemplateException.evaluation("a number with " + digits + " decimals does not fit 18 digits");
        }
        String all = Long.toString((long) scaled);
        String padded = "0".repeat(Math.max(0, digits + 1 - all.length())) + all;
        int point = padded.length() - digits;
        String sign = value < 0 ? "-" : "";
        return sign + padded.substring(0, point) + (digits == 0 ? "" : "." + padded.substring(point));
    }
}
