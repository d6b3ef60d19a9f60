package dev.samovar.api;

import dev.samovar.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A request to continue a text, without a conversation.
 *
 * @param echo whether the answer begins with the prompt
 */
public record CompletionRequest(
        Optional<String> model,
        Prompt prompt,
        Generation generation,
        boolean stream,
        StreamOptions streamOptions,
        boolean echo) {

    /** What to continue. */
    public sealed interface Prompt {
        record Text(String text) implements Prompt {}

        record Tokens(List<Integer> ids) implements Prompt {}
    }

    /** @throws dev.samovar.engine.ApiException when a field is missing or wrong */
    public static CompletionRequest read(Json json) {
        Fields fields = Fields.of(json, "");
        Unsupported.choices(fields);
        refuse(fields, "suffix");
        refuse(fields, "best_of");
        return new CompletionRequest(
                fields.text("model"),
                prompt(fields.required("prompt")),
                Generation.read(fields),
                fields.flag("stream", false),
                StreamOptions.read(fields),
                fields.flag("echo", false));
    }

    private static void refuse(Fields fields, String name) {
        if (fields.any(name).isPresent()) {
            throw Invalid.unsupported(name, "'" + name + "' is not supported.");
        }
    }

    private static Prompt prompt(Json json) {
        if (json instanceof Json.Str text) {
            return new Prompt.Text(text.value());
        }
        if (!(json instanceof Json.Arr array)) {
            throw Invalid.type("prompt", "a string or an array of token ids", json);
        }
        List<Integer> ids = new ArrayList<>();
        for (Json item : array.items()) {
            ids.add((int) Fields.integer("prompt[" + ids.size() + "]", item, 0, Integer.MAX_VALUE));
        }
        return new Prompt.Tokens(ids);
    }

    public Json.Obj write() {
        var out = new ObjectBuilder()
                .putText("model", model)
                .put(
                        "prompt",
                        switch (prompt) {
                            case Prompt.Text t -> new Json.Str(t.text());
                            case Prompt.Tokens t -> ObjectBuilder.array(t.ids(), Json.Num::of);
                        });
        generation.write(out);
        out.putFlag("stream", stream);
        streamOptions.write(out);
        return out.putFlag("echo", echo).build();
    }
}
