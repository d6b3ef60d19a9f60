package dev.samovar.model;

import dev.samovar.program.Rotary;
import dev.samovar.weights.ModelFormatException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads rotary settings in both spellings: {@code rope_parameters} (transformers 5) and {@code rope_theta} with
 * {@code rope_scaling}. Formulas as in transformers' {@code modeling_rope_utils}.
 */
final class RotaryConfig {
    private RotaryConfig() {}

    static Rotary of(Config config, int headDim) {
        Config scaling = config.object("rope_parameters");
        if (scaling == null) {
            scaling = config.object("rope_scaling");
        }
        if (scaling == null) {
            return new Rotary(headDim, plain(headDim, config.number("rope_theta", 10_000)), 1);
        }
        float theta = scaling.number("rope_theta", config.number("rope_theta", 10_000));
        List<Float> frequencies = plain(headDim, theta);
        String type = scaling.text("rope_type", scaling.text("type", "default"));
        return switch (type) {
            case "default" -> new Rotary(headDim, frequencies, 1);
            case "linear" -> new Rotary(headDim, divided(frequencies, scaling.number("factor", 1)), 1);
            case "llama3" -> new Rotary(headDim, llama3(frequencies, scaling), 1);
            default ->
                throw new ModelFormatException(
                        scaling.source() + ": unknown rope_type " + type + "; known are default, linear and llama3");
        };
    }

    /** theta^(−2i / dim), i from 0 to dim/2 − 1. */
    private static List<Float> plain(int dim, float theta) {
        List<Float> frequencies = new ArrayList<>();
        for (int i = 0; i < dim / 2; i++) {
            frequencies.add((float) (1 / Math.pow(theta, 2.0 * i / dim)));
        }
        return frequencies;
    }

    private static List<Float> divided(List<Float> frequencies, float factor) {
        return frequencies.stream().map(f -> f / factor).toList();
    }

    /** Long wavelengths are stretched by the factor, short ones kept, those between blended. */
    private static List<Float> llama3(List<Float> frequencies, Config scaling) {
        float factor = scaling.number("factor", 8);
        float low = scaling.number("low_freq_factor", 1);
        float high = scaling.number("high_freq_factor", 4);
        float original = scaling.integer("original_max_position_embeddings", 8192);
        return frequencies.stream()
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
}
