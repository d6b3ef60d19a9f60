package dev.samovar.checkpoint;

import dev.samovar.json.Json;
import dev.samovar.model.Config;
import dev.samovar.weights.ModelFormatException;
import dev.samovar.weights.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Translates {@code mlc-chat-config.json} to the fields of Hugging Face's {@code config.json}. */
final class MlcConfig {
    /** Where the window slides, MLC knows no limit; models of that kind are trained up to this. */
    private static final int UNLIMITED = 32768;

    private final Json chat;
    private final String source;
    private final Map<String, Json> fields = new LinkedHashMap<>();

    private MlcConfig(Json chat, String source) {
        this.chat = chat;
        this.source = source;
    }

    /** The repository's {@code model_type}. */
    static MlcFamily family(Json chat, String source) {
        if (!(chat.get("model_type") instanceof Json.Str type)) {
            throw new ModelFormatException(source + " lacks the string model_type");
        }
        return MlcFamilies.of(type.value(), source);
    }

    /** @param tensors as the repository names them: they tell the vocabulary's size and whether there is a head */
    static Config of(Json chat, String source, MlcFamily family, Map<String, Tensor> tensors) {
        var config = new MlcConfig(chat, source);
        config.merge();
        config.rename();
        config.fields.put("model_type", new Json.Str(family.modelType()));
        config.fields.put("norm_gain_offset", Json.Num.of(0)); // MLC stores Gemma's gains whole
        config.fields.put("conv1d_transposed", Json.Bool.FALSE); // and turns GPT-2's matrices
        boolean head = tensors.keySet().stream()
                .anyMatch(name -> name.startsWith("lm_head.") || name.startsWith("embed_out."));
        config.fields.put("tie_word_embeddings", Json.Bool.of(!head));
        config.vocabulary(family, tensors);
        return new Config(new Json.Obj(config.fields), source);
    }

    /** {@code model_config} has mostly Hugging Face's fields; Gemma 3 has most of them in {@code text_config}. */
    private void merge() {
        if (!(chat.get("model_config") instanceof Json.Obj model)) {
            throw new ModelFormatException(source + " lacks the object model_config");
        }
        add(model.get("kwargs"));
        add(model);
        Json text = model.get("text_config");
        if (text != null) {
            add(text.get("kwargs"));
            add(text);
        }
    }

    /** Zeros and negative numbers stand for what is not set. */
    private void add(@Nullable Json members) {
        if (!(members instanceof Json.Obj object)) {
            return;
        }
        object.members().forEach((name, value) -> {
            boolean unset = value instanceof Json.Num n && n.value() <= 0;
            boolean nested = name.equals("kwargs") || name.equals("text_config");
            if (!unset && !nested) {
                fields.put(name, value);
            } else if (name.equals("sliding_window_size")) {
                fields.put("sliding_window", Json.Null.NULL); // some families have a window unless told otherwise
            }
        });
    }

    private void rename() {
        alias("rope_theta", "position_embedding_base");
        alias("sliding_window", "sliding_window_size");
        if (!fields.containsKey("max_position_embeddings")) {
            fields.put("max_position_embeddings", Json.Num.of(UNLIMITED));
            alias("max_position_embeddings", "context_window_size");
        }
    }

    private void alias(String name, String mlc) {
        Json value = fields.get(mlc);
        if (value != null) {
            fields.put(name, value);
        }
    }

    /** Old repositories name sizes that they do not tell: the table has as many rows as there are tokens. */
    private void vocabulary(MlcFamily family, Map<String, Tensor> tensors) {
        Tensor plain = tensors.get(family.embedding() + ".weight");
        Tensor table = plain == null ? tensors.get(family.embedding() + ".q_weight") : plain;
        if (table != null) {
            fields.put("vocab_size", Json.Num.of(table.shape().get(0)));
        }
    }
}
