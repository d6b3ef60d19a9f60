package dev.samovar.api;

import dev.samovar.json.Json;

/**
 * A function the model may call.
 *
 * @param definition as the request has it: templates print it, in its order
 */
public record Tool(String name, Json.Obj definition) {
    static Tool read(Fields fields) {
        String type = fields.requiredText("type");
        if (!type.equals("function")) {
            throw Invalid.value(fields.path("type"), type, "'function'");
        }
        Fields function = fields.object("function").orElseThrow(() -> Invalid.missing(fields.path("function")));
        return new Tool(function.requiredText("name"), new Json.Obj(fields.members()));
    }
}
