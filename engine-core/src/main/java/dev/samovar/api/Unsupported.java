package dev.samovar.api;

import dev.samovar.json.Json;

/** Refuses what this engine cannot do rather than answer as if it had not been asked. */
final class Unsupported {
    private Unsupported() {}

    /** One choice a request. */
    static void choices(Fields fields) {
        fields.integer("n", 1, 128).ifPresent(n -> {
            if (n != 1) {
                throw Invalid.unsupported("n", "'n' is " + n + ", but only one choice a request is supported.");
            }
        });
    }

    static void responseFormat(Fields fields) {
        fields.object("response_format").ifPresent(format -> {
            String type = format.requiredText("type");
            if (!type.equals("text")) {
                throw Invalid.value(format.path("type"), type, "'text'");
            }
        });
    }

    /** Tools may be offered, not forced. */
    static void toolChoice(Fields fields) {
        fields.any("tool_choice").ifPresent(choice -> {
            boolean known = choice instanceof Json.Str s
                    && (s.value().equals("auto") || s.value().equals("none"));
            if (!known) {
                throw Invalid.value("tool_choice", choice.text(), "'auto', 'none'");
            }
        });
    }
}
