package dev.samovar.checkpoint;

import dev.samovar.json.Json;
import dev.samovar.weights.GgufMetadata;
import dev.samovar.weights.GgufValue;
import dev.samovar.weights.ModelFormatException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a model's files want its tokens drawn where a request does not say: numbers by the names of a request's fields. */
final class SamplingDefaults {
    private static final List<String> FIELDS = List.of(
            "temperature", "top_p", "top_k", "min_p", "repetition_penalty", "frequency_penalty", "presence_penalty");

    /** What llama.cpp calls the same. */
    private static final List<String> GGUF = List.of("temp", "top_p", "top_k", "min_p", "penalty_repeat");

    private static final String PREFIX = "general.sampling.";

    private final String source;
    private final Map<String, Double> values = new LinkedHashMap<>();

    private SamplingDefaults(String source) {
        this.source = source;
    }

    /** Of {@code generation_config.json}, where {@code do_sample: false} means greedily, or {@code mlc-chat-config.json}. */
    static Map<String, Double> of(Json config, String source) {
        var defaults = new SamplingDefaults(source);
        for (String field : FIELDS) {
            switch (config.get(field)) {
                case null -> {}
                case Json.Null unset -> {}
                case Json.Num number -> defaults.put(field, field, number.value());
                case Json other -> throw defaults.wrong(field, "a number", other.text());
            }
        }
        if (config.get("do_sample") == Json.Bool.FALSE) {
            defaults.values.put("temperature", 0.0);
        }
        return defaults.values;
    }

    static Map<String, Double> of(GgufMetadata metadata) {
        var defaults = new SamplingDefaults(metadata.source());
        for (int i = 0; i < GGUF.size(); i++) {
            String key = PREFIX + GGUF.get(i);
            @Nullable GgufValue value = metadata.values().get(key);
            switch (value) {
                case null -> {}
                case GgufValue.Int number -> defaults.put(FIELDS.get(i), key, (double) number.value());
                case GgufValue.Real number -> defaults.put(FIELDS.get(i), key, number.value());
                case GgufValue other -> throw defaults.wrong(key, "a number", other.kind());
            }
        }
        return defaults.values;
    }

    /** Others than transformers write -1 where all of the likeliest are kept. */
    private void put(String field, String key, double value) {
        switch (field) {
            case "temperature" -> require(value >= 0, key, "from 0 on", value);
            case "top_p", "min_p" -> require(value >= 0 && value <= 1, key, "from 0 to 1", value);
            case "repetition_penalty" -> require(value > 0, key, "above 0", value);
            default -> require(value > -1e9 && value < 1e9, key, "from -1e9 to 1e9", value);
        }
        values.put(field, field.equals("top_k") ? Math.max(0, value) : value);
    }

    private void require(boolean fits, String key, String range, double value) {
        if (!fits) {
            throw wrong(key, "a number " + range, "" + value);
        }
    }

    private ModelFormatException wrong(String key, String expected, String came) {
        return new ModelFormatException(source + ": " + key + " must be " + expected + ", not " + came);
    }
}
