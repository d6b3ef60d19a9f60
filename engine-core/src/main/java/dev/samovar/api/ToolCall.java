package dev.samovar.api;

import dev.samovar.json.Json;

/**
 * A function that the assistant called.
 *
 * @param arguments JSON as text, as OpenAI has it, or the object itself, as templates' authors have it
 */
public record ToolCall(String id, String name, Json arguments) {

    static ToolCall read(Fields fields) {
        Fields function = fields.object("function").orElseThrow(() -> Invalid.missing(fields.path("function")));
        Json arguments = function.any("arguments").orElse(new Json.Str("{}"));
        if (!(arguments instanceof Json.Str || arguments instanceof Json.Obj)) {
            throw Invalid.type(function.path("arguments"), "a string with JSON", arguments);
        }
        return new ToolCall(fields.text("id").orElse(""), function.requiredText("name"), arguments);
    }

    public ToolCall withArguments(Json other) {
        return new ToolCall(id, name, other);
    }

    public Json.Obj write() {
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
