package dev.samovar.checkpoint;

import dev.samovar.json.Json;
import dev.samovar.model.Config;
import dev.samovar.weights.ByteSource;
import dev.samovar.weights.JsonFile;
import dev.samovar.weights.ModelFiles;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a Hugging Face folder says about conversations: {@code chat_template.jinja} or the template within
 * {@code tokenizer_config.json}, and the end tokens of {@code generation_config.json} and {@code config.json}.
 */
final class HuggingFaceChat {
    private HuggingFaceChat() {}

    static ChatInputs of(ModelFiles files, Config config) {
        List<Integer> ends = new ArrayList<>(ids(config.json()));
        files.find("generation_config.json").ifPresent(file -> ends.addAll(ids(JsonFile.read(file))));
        Json tokenizer = files.find("tokenizer_config.json").map(JsonFile::read).orElse(Json.Null.NULL);
        Optional<String> template = files.find("chat_template.jinja").map(HuggingFaceChat::text);
        return new ChatInputs(
                template.or(() -> template(tokenizer.get("chat_template"))),
                token(tokenizer.get("bos_token")),
                token(tokenizer.get("eos_token")),
                ends);
    }

    /** A string, or a list of named templates of which the default one is meant. */
    private static Optional<String> template(@Nullable Json json) {
        if (json instanceof Json.Str s) {
            return Optional.of(s.value());
        }
        if (json instanceof Json.Arr named) {
            return named.items().stream()
                    .filter(item ->
                            item.get("name") instanceof Json.Str s && s.value().equals("default"))
                    .findFirst()
                    .flatMap(item -> template(item.get("template")));
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

    /** {@code eos_token_id}: an integer or a list of them. */
    private static List<Integer> ids(Json json) {
        Json ids = json.get("eos_token_id");
        List<Json> items = ids instanceof Json.Arr array ? array.items() : ids == null ? List.of() : List.of(ids);
        return items.stream()
                .filter(item -> item instanceof Json.Num n && n.isInteger())
                .map(item -> (int) ((Json.Num) item).value())
                .toList();
    }

    private static String text(ByteSource file) {
        return new String(file.read(0, (int) file.size()), StandardCharsets.UTF_8);
    }
}
