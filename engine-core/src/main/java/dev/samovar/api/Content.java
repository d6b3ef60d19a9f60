package dev.samovar.api;

import dev.samovar.json.Json;
import java.util.ArrayList;
import java.util.List;

/** What a message says: one text, several parts, all of them texts so far, or an explicit null. */
public sealed interface Content {

    record Text(String text) implements Content {}

    record Parts(List<String> texts) implements Content {}

    /** Null on the wire, which templates tell from an absent member. */
    enum Nothing implements Content {
        NULL
    }

    static Content read(String path, Json json) {
        if (json instanceof Json.Null) {
            return Nothing.NULL;
        }
        if (json instanceof Json.Str text) {
            return new Text(text.value());
        }
        if (!(json instanceof Json.Arr array)) {
            throw Invalid.type(path, "a string or an array of content parts", json);
        }
        List<String> texts = new ArrayList<>();
        for (Json item : array.items()) {
            Fields part = Fields.of(item, path + "[" + texts.size() + "]");
            String type = part.requiredText("type");
            if (!type.equals("text")) {
                throw Invalid.value(part.path("type"), type, "'text'");
            }
            texts.add(part.requiredText("text"));
        }
        return new Parts(texts);
    }

    default Json write() {
        return switch (this) {
            case Text t -> new Json.Str(t.text());
            case Nothing ignored -> Json.Null.NULL;
            case Parts p ->
                ObjectBuilder.array(
                        p.texts(),
                        text -> new ObjectBuilder()
                                .put("type", "text")
                                .put("text", text)
                                .build());
        };
    }

    /** The parts as one text, for templates that know strings only. */
    default String joined() {
        return switch (this) {
            case Text t -> t.text();
            case Nothing ignored -> "";
            case Parts p -> String.join("\n", p.texts());
        };
    }
}
