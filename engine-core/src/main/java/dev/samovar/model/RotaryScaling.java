package dev.samovar.model;

import dev.samovar.weights.ModelFormatException;
import java.util.ArrayList;
import java.util.List;

/**
 * The rules that stretch rotary embeddings to longer contexts, as in transformers' {@code modeling_rope_utils}.
 *
 * @param settings the object that names the rule
 * @param dim features that turn; of an odd number the last turns with the next, which frequencies do not know
 * @param theta the base
 * @param original positions of the first training
 */
record RotaryScaling(Config settings, int dim, float theta, int original) {

    /** theta^(−2i / dim), i from 0 to ⌈dim/2⌉ − 1. */
    static List<Float> plain(int dim, float theta) {
        List<Float> frequencies = new ArrayList<>();
        for (int i = 0; i < pairs(dim); i++) {
            frequencies.add((float) (1 / Math.pow(theta, 2.0 * i / dim)));
        }
        return frequencies;
    }

    private static int pairs(int dim) {
        return (dim + 1) / 2;
    }

    List<Float> linear() {
        float factor = settings.number("factor", 1);
        return plain(dim, theta).stream().map(f -> f / factor).toList();
    }

    /** Each frequency divided by its own factor. */
    List<Float> divided(String field) {
        List<Float> factors = settings.numbers(field);
        if (factors.size() != pairs(dim)) {
            throw new ModelFormatException(
                    settings.source() + ": " + field + " must hold " + pairs(dim) + " numbers, not " + factors.size());
        }
        List<Float> frequencies = new ArrayList<>();
        for (int i = 0; i < pairs(dim); i++) {
            frequencies.add((float) (1 / (factors.get(i) * Math.pow(theta, 2.0 * i / dim))));
        }
        return frequencies;
    }

    /** √(1 + ln factor / ln original), the factor being made positions / original ones unless it is given. */
    float longropeAmplitude(int made) {
        float factor = settings.number("factor", (float) made / original);
        double fitting = factor <= 1 ? 1 : Math.sqrt(1 + Math.log(factor) / Math.log(original));
        return settings.number("attention_factor", (float) fitting);
    }

    /** Long wavelengths are stretched by the factor, short ones kept, those between blended. */
    List<Float> llama3() {
        float factor = settings.number("factor", 8);
        float low = settings.number("low_freq_factor", 1);
        float high = settings.number("high_freq_factor", 4);
        return plain(dim, theta).stream()
                .map(f -> {
                    double wavelength = 2 * Math.PI / f;
                    if (wavelength < original / high) {
                        return f;
                    }
                    if (wavelength > original / low) {
                        return f / factor;
                    }
                    double blend = (original / wavelength - low) / (high - low);
                    return (float) ((1 - blend) * f / factor + blend * f);
                })
                .toList();
    }

    /** Features that turn often within the original context are kept, those that turn rarely stretched. */
    List<Float> yarn() {
        float factor = settings.number("factor", 1);
        boolean whole = settings.flag("truncate", true);
        double low = dimensionOf(settings.number("beta_fast", 32));
        double high = dimensionOf(settings.number("beta_slow", 1));
        double from = Math.max(0, whole ? Math.floor(low) : low);
        double to = Math.min(dim - 1, whole ? Math.ceil(high) : high);
        double span = from == to ? 0.001 : to - from;
        List<Float> plain = plain(dim, theta);
        List<Float> frequencies = new ArrayList<>();
        for (int i = 0; i < plain.size(); i++) {
            double stretched = Math.min(1, Math.max(0, (i - from) / span));
            frequencies.add((float) (plain.get(i) * (stretched / factor + 1 - stretched)));
        }
        return frequencies;
    }

    float yarnAmplitude() {
        float factor = settings.number("factor", 1);
        float scale = settings.number("mscale", 0);
        float scaleAll = settings.number("mscale_all_dim", 0);
        double fitting = scale != 0 && scaleAll != 0
                ? yarnAmplitude(factor, scale) / yarnAmplitude(factor, scaleAll)
                : yarnAmplitude(factor, 1);
        return settings.number("attention_factor", (float) fitting);
    }

    private static double yarnAmplitude(float factor, float scale) {
        return factor <= 1 ? 1 : 0.1 * scale * Math.log(factor) + 1;
    }

    /** The feature that turns {@code rotations} times within the original context. */
    private double dimensionOf(float rotations) {
        return dim * Math.log(original / (rotations * 2 * Math.PI)) / (2 * Math.log(theta));
    }
}
