package dev.samovar.sampling;

import java.util.Arrays;

/** The least logit that may be drawn under top-k, top-p and min-p. */
final class Cut {
    private Cut() {}

    /** Temperature must be above 0. */
    static float least(float[] logits, SamplerSettings settings) {
        float[] ascending = logits.clone();
        Arrays.sort(ascending);
        float largest = ascending[ascending.length - 1];
        float least = Float.NEGATIVE_INFINITY;
        if (settings.topK() > 0 && settings.topK() < ascending.length) {
            least = ascending[ascending.length - settings.topK()];
        }
        if (settings.topP() < 1) {
            least = Math.max(least, nucleus(ascending, least, settings));
        }
        if (settings.minP() > 0) {
            least = Math.max(least, (float) (largest + settings.temperature() * Math.log(settings.minP())));
        }
        return least;
    }

    /** The logit at which the mass of the likeliest tokens, among those at or above {@code least}, reaches top-p. */
    private static float nucleus(float[] ascending, float least, SamplerSettings settings) {
        float largest = ascending[ascending.length - 1];
        double total = 0;
        for (float logit : ascending) {
            total += logit < least ? 0 : weight(logit, largest, settings);
        }
        double mass = 0;
        int i = ascending.length;
        do {
            mass += weight(ascending[--i], largest, settings);
        } while (i > 0 && mass < settings.topP() * total);
        return ascending[i];
    }

    private static double weight(float logit, float largest, SamplerSettings settings) {
        return Math.exp((logit - largest) / settings.temperature());
    }
}
