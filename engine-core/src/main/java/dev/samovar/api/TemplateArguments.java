package dev.samovar.api;

import dev.samovar.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/** Variables for the chat template that are not part of the conversation. */
final class TemplateArguments {
    private TemplateArguments() {}

    static Map<String, Json> read(Fields fields) {
        Map<String, Json> arguments = new LinkedHashMap<>();
        fields.object("extra_body")
                .flatMap(extra -> extra.flag("enable_thinking"))
                .ifPresent(thinks -> arguments.put("enable_thinking", Json.Bool.of(thinks)));
        fields.object("chat_template_kwargs").ifPresent(kwargs -> arguments.putAll(kwargs.members()));
        return arguments;
    }

    static void write(Map<String, Json> arguments, ObjectBuilder out) {
        if (!arguments.isEmpty()) {
            out.put("chat_template_kwargs", new Json.Obj(arguments));
        }
    }
}
