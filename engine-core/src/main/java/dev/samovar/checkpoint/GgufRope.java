package dev.samovar.checkpoint;

import dev.samovar.json.Json;
import dev.samovar.weights.GgufFile;
import dev.samovar.weights.GgufValue;
import dev.samovar.weights.ModelFormatException;
import dev.samovar.weights.Tensor;
import dev.samovar.weights.TensorReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Translates rotary settings of a GGUF file to Hugging Face's {@code rope_scaling}: a rule in the metadata, or factors in
 * tensors of their own (Llama 3.1's {@code rope_freqs}, Phi-3's {@code rope_factors_long} and {@code _short}).
 */
record GgufRope(GgufFile file, String architecture) {
    /** Far above half of any head's features. */
    private static final int MOST_FACTORS = 4096;

    void put(Map<String, Json> fields) {
        partialRotation(fields);
        Map<String, Json> scaling = new LinkedHashMap<>();
        if (number("rope.scaling.original_context_length") instanceof Json.Num n) {
            fields.put("original_max_position_embeddings", n);
        }
        if (tensor("rope_freqs.weight").isPresent()) {
            scaling.put("rope_type", new Json.Str("factors"));
            scaling.put("factors", factors("rope_freqs.weight"));
        } else if (tensor("rope_factors_long.weight").isPresent()) {
            scaling.put("rope_type", new Json.Str("longrope"));
            scaling.put("long_factor", factors("rope_factors_long.weight"));
            scaling.put("short_factor", factors("rope_factors_short.weight"));
            scaling.put("attention_factor", number("rope.scaling.attn_factor"));
        } else if (rule().equals("linear") || rule().equals("yarn")) {
            scaling.put("rope_type", new Json.Str(rule()));
            scaling.put("factor", number("rope.scaling.factor"));
        }
        if (!scaling.isEmpty()) {
            fields.put("rope_scaling", new Json.Obj(scaling));
        }
    }

    private String rule() {
        return file.metadata().text(architecture + ".rope.scaling.type").orElse("none");
    }

    private void partialRotation(Map<String, Json> fields) {
        if (number("rope.dimension_count") instanceof Json.Num turned
                && fields.get("head_dim") instanceof Json.Num all) {
            fields.put("partial_rotary_factor", Json.Num.of(turned.value() / all.value()));
        }
    }

    /** The key's number, or JSON's null. */
    private Json number(String key) {
        GgufValue value = file.metadata().values().get(architecture + "." + key);
        if (value instanceof GgufValue.Int i) {
            return Json.Num.of(i.value());
        }
        return value instanceof GgufValue.Real r ? finite(r.value(), key) : Json.Null.NULL;
    }

    private Json factors(String name) {
        Optional<Tensor> tensor = tensor(name);
        if (tensor.isEmpty() || tensor.get().elements() > MOST_FACTORS) {
            throw new ModelFormatException(file.metadata().source() + ": tensor " + name
                    + " must be there and hold at most " + MOST_FACTORS + " factors");
        }
        List<Json> factors = new ArrayList<>();
        for (float factor : TensorReader.decode(tensor.get())) {
            factors.add(finite(factor, name));
        }
        return new Json.Arr(factors);
    }

    private Json finite(double value, String what) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw new ModelFormatException(file.metadata().source() + ": " + what + " must be finite, not " + value);
        }
        return Json.Num.of(value);
    }

    private Optional<Tensor> tensor(String name) {
        return file.tensors().stream().filter(t -> t.name().equals(name)).findFirst();
    }
}
