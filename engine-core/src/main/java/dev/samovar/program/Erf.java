package dev.samovar.program;

/** The error function, which Java lacks. */
final class Erf {
    private Erf() {}

    /** Maclaurin series; beyond 4, where its terms cancel, erf differs from ±1 by less than 2e-8. */
    static double erf(double x) {
        if (Math.abs(x) > 4) {
            return Math.signum(x);
        }
        double term = x;
        double sum = x;
        for (int n = 1; n < 200 && Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
            term *= -x * x / n;
            sum += term / (2 * n + 1);
        }
        return 2 / Math.sqrt(Math.PI) * sum;
    }
}
