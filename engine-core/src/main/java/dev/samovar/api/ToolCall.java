package dev.samovar.api;

import dev.samovar.json.Json;

/**
 * A function that the assistant called.
 *
 * @param arguments a JSON document as text, as the model wrote it
 */
public record ToolCall(String id, String name, String arguments) {

    static ToolCall read(Fields fields) {
        Fields function = fields.object("function").orElseThrow(() -> Invalid.missing(fields.path("function")));
        Json arguments = function.any("arguments").orElse(new Json.Str("{}"));
        return new ToolCall(
                fields.text("id").orElse(""),
                function.requiredText("name"),
                arguments instanceof Json.Obj object
                        ? object.text()
                        : Fields.text(function.path("arguments"), arguments));
    }

    Json.Obj write() {
        Json.Obj function = new ObjectBuilder()
                .put("name", name)
                .put("arguments", arguments)
                .build();
        return new ObjectBuilder()
                .put("id", id)
                .put("type", "function")
                .put("function", function)
                .build();
    }
}
