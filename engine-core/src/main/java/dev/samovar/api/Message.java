package dev.samovar.api;

import dev.samovar.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A message of a conversation.
 *
 * @param content absent or null only where the assistant called tools
 * @param toolCallId the call that a tool's message answers
 * @param extra members that are not OpenAI's but that templates read, such as {@code reasoning_content}
 */
public record Message(
        Role role,
        Optional<Content> content,
        Optional<String> name,
        List<ToolCall> toolCalls,
        Optional<String> toolCallId,
        Map<String, Json> extra) {
    private static final Set<String> KNOWN = Set.of("role", "content", "name", "tool_calls", "tool_call_id");

    public static Message of(Role role, String content) {
        return new Message(
                role, Optional.of(new Content.Text(content)), Optional.empty(), List.of(), Optional.empty(), Map.of());
    }

    static Message read(Fields fields) {
        Role role = Role.read(fields, "role");
        var message = new Message(
                role,
                Optional.ofNullable(fields.members().get("content"))
                        .map(json -> Content.read(fields.path("content"), json)),
                fields.text("name"),
                fields.objects("tool_calls").stream().map(ToolCall::read).toList(),
                fields.text("tool_call_id"),
                extra(fields));
        if (role != Role.ASSISTANT) {
            fields.required("content");
        }
        return message;
    }

    private static Map<String, Json> extra(Fields fields) {
        Map<String, Json> extra = new LinkedHashMap<>(fields.members());
        extra.keySet().removeAll(KNOWN);
        return extra;
    }

    public Json.Obj write() {
        return new ObjectBuilder()
                .put("role", role.text())
                .put("content", content.map(Content::write))
                .putText("name", name)
                .putList("tool_calls", toolCalls, ToolCall::write)
                .putText("tool_call_id", toolCallId)
                .putAll(extra)
                .build();
    }
}
