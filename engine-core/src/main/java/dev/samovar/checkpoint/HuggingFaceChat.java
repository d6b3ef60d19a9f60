package dev.samovar.checkpoint;

import dev.samovar.json.Json;
import dev.samovar.weights.ByteSource;
import dev.samovar.weights.JsonFile;
import dev.samovar.weights.ModelFiles;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a Hugging Face folder says about conversations: {@code chat_template.jinja} or the template within
 * {@code tokenizer_config.json}, the end tokens of {@code generation_config.json} and {@code config.json}, and how the
 * former wants tokens drawn; of an MLC repository {@code mlc-chat-config.json} tells all but the template.
 */
final class HuggingFaceChat {
    private static final String EOS = "eos_token_id";
    private static final String GENERATION = "generation_config.json";

    private HuggingFaceChat() {}

    /** @param config the model's {@code config.json}, or MLC's {@code mlc-chat-config.json} */
    static ChatInputs of(ModelFiles files, Json config) {
        List<Integer> ends = new ArrayList<>(ids(config, EOS));
        Json generation = json(files, GENERATION);
        ends.addAll(ids(generation, EOS));
        Map<String, Double> sampling = new LinkedHashMap<>(SamplingDefaults.of(generation, name(files, GENERATION)));
        if (config.get("model_config") != null) { // MLC's; in a config.json such numbers are the library's own
            sampling.putAll(SamplingDefaults.of(config, name(files, MlcCheckpoint.CONFIG)));
        }
        Json conversation = config.get("conv_template"); // MLC's
        if (conversation != null) {
            ends.addAll(ids(conversation, "stop_token_ids"));
        }
        Json tokenizer = json(files, "tokenizer_config.json");
        Optional<String> template = text(files, "chat_template.jinja");
        return new ChatInputs(
                template.or(() -> template(tokenizer.get("chat_template"), "default")),
                template(tokenizer.get("chat_template"), "tool_use"),
                Optional.ofNullable(conversation),
                token(tokenizer.get("bos_token")),
                token(tokenizer.get("eos_token")),
                ends,
                sampling);
    }

    /** One of a list of named templates; a template alone is the default one. */
    private static Optional<String> template(@Nullable Json json, String name) {
        if (json instanceof Json.Str s && name.equals("default")) {
            return Optional.of(s.value());
        }
        if (json instanceof Json.Arr named) {
            for (Json item : named.items()) {
                if (token(item.get("name")).equals(name)) {
                    return Optional.of(token(item.get("template")));
                }
            }
        }
        return Optional.empty();
    }

    /** A string, or an added token with its {@code content}. */
    private static String token(@Nullable Json json) {
        if (json instanceof Json.Str s) {
            return s.value();
        }
        return json != null && json.get("content") instanceof Json.Str s ? s.value() : "";
    }

    /** An integer or a list of them. */
    private static List<Integer> ids(Json json, String name) {
        Json ids = json.get(name);
        List<Json> items = ids instanceof Json.Arr array ? array.items() : ids == null ? List.of() : List.of(ids);
        return items.stream()
                .filter(item -> item instanceof Json.Num n && n.isInteger())
                .map(item -> (int) ((Json.Num) item).value())
                .toList();
    }

    /** The file's JSON, or null's where there is none. Reading may suspend, so it stays out of lambdas. */
    private static Json json(ModelFiles files, String name) {
        Optional<ByteSource> file = files.find(name);
        return file.isPresent() ? JsonFile.read(file.get()) : Json.Null.NULL;
    }

    private static String name(ModelFiles files, String name) {
        return files.name() + "/" + name;
    }

    private static Optional<String> text(ModelFiles files, String name) {
        Optional<ByteSource> file = files.find(name);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        byte[] utf8 = file.get().read(0, (int) file.get().size());
        return Optional.of(new String(utf8, StandardCharsets.UTF_8));
    }
}
