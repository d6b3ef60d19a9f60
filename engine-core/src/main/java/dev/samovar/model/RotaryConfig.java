package dev.samovar.model;

import dev.samovar.program.Rotary;
import dev.samovar.weights.ModelFormatException;
import org.jspecify.annotations.Nullable;

/**
 * Reads rotary settings in all spellings: {@code rope_parameters} (transformers 5, of the model or of each layer type)
 * and {@code rope_theta} with {@code rope_scaling}.
 */
final class RotaryConfig {
    private RotaryConfig() {}

    /** Of the whole model, or of its full-attention layers. */
    static Rotary of(Config config, int headDim) {
        Config scaling = config.object("rope_scaling");
        if (scaling == null) {
            scaling = parameters(config, "full_attention");
        }
        return rotary(config, scaling, headDim, config.number("rope_theta", 10_000));
    }

    /** Of the windowed layers where those differ (Gemma 3). */
    static Rotary local(Config config, int headDim) {
        Config parameters = parameters(config, "sliding_attention");
        return rotary(config, parameters, headDim, config.number("rope_local_base_freq", 10_000));
    }

    private static @Nullable Config parameters(Config config, String layerType) {
        Config parameters = config.object("rope_parameters");
        Config nested = parameters == null ? null : parameters.object(layerType);
        return nested == null ? parameters : nested;
    }

    private static Rotary rotary(Config config, @Nullable Config scaling, int headDim, float theta) {
        if (scaling == null) {
            int dim = rotaryDim(config, headDim, config.number("partial_rotary_factor", 1));
            return new Rotary(headDim, RotaryScaling.plain(dim, theta), 1);
        }
        float part = scaling.number("partial_rotary_factor", config.number("partial_rotary_factor", 1));
        int dim = rotaryDim(config, headDim, part);
        float base = scaling.number("rope_theta", theta);
        int made = config.integer("max_position_embeddings", 2048);
        int original = config.integer(
                "original_max_position_embeddings", scaling.integer("original_max_position_embeddings", made));
        var rule = new RotaryScaling(scaling, dim, base, original);
        String type = scaling.text("rope_type", scaling.text("type", "default"));
        return switch (type) {
            // the dynamic rule changes frequencies beyond the trained length only, where the engine does not go
            case "default", "dynamic" -> new Rotary(headDim, RotaryScaling.plain(dim, base), 1);
            case "linear" -> new Rotary(headDim, rule.linear(), 1);
            case "llama3" -> new Rotary(headDim, rule.llama3(), 1);
            case "yarn" -> new Rotary(headDim, rule.yarn(), rule.yarnAmplitude());
            case "longrope", "su" ->
                new Rotary(
                        headDim,
                        rule.divided(config.contextLength() > original ? "long_factor" : "short_factor"),
                        rule.longropeAmplitude(made));
            case "factors" -> new Rotary(headDim, rule.divided("factors"), 1);
            default ->
                throw new ModelFormatException(scaling.source() + ": unknown rope_type " + type
                        + "; known are default, linear, dynamic, llama3, yarn and longrope");
        };
    }

    private static int rotaryDim(Config config, int headDim, float part) {
        int dim = (int) (headDim * part);
        if (dim < 1 || dim + dim % 2 > headDim) {
            throw new ModelFormatException(
                    config.source() + ": partial_rotary_factor " + part + " turns " + dim + " of " + headDim
                            + " features a head; they must be at least 1 and, in pairs, no more than there are");
        }
        return dim;
    }
}
