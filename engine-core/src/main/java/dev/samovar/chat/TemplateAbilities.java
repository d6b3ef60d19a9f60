package dev.samovar.chat;

import dev.samovar.json.Json;
import dev.samovar.template.TemplateException;
import dev.samovar.template.Value;
import java.util.Map;
import java.util.function.Function;

/**
 * What a template can take, found by trying it: templates differ, and nothing in a model's files says how.
 *
 * @param contentParts whether a message's content may be a list of parts, or must be one string
 * @param textArguments whether the arguments of a tool call may be JSON as text, or must be an object
 */
record TemplateAbilities(boolean contentParts, boolean textArguments) {
    private static final String PARTS = """
            {"messages": [{"role": "user", "content": [{"type": "text", "text": "NEEDLE"}]}]}""";

    private static final String CALL = """
            {"messages": [{"role": "user", "content": "x"}, {"role": "assistant", "content": "", "tool_calls":
            [{"id": "call00001", "type": "function", "function": {"name": "f", "arguments": "{\\"NEEDLE\\": 1}"}}]}]}""";

    /** @param render the template with given variables */
    static TemplateAbilities of(Function<Map<String, Value>, String> render) {
        String parts = tried(render, PARTS);
        String call = tried(render, CALL);
        return new TemplateAbilities(
                parts.contains("NEEDLE") && !parts.contains("'text'") && !parts.contains("\"text\""),
                call.contains("{\"NEEDLE\": 1}"));
    }

    private static String tried(Function<Map<String, Value>, String> render, String conversation) {
        try {
            Json messages = Json.parse(conversation).get("messages");
            return messages == null ? "" : render.apply(Map.of("messages", Value.of(messages)));
        } catch (TemplateException refused) {
            return "";
        }
    }
}
