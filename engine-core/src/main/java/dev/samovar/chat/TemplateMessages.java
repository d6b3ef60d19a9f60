package dev.samovar.chat;

import dev.samovar.api.Content;
import dev.samovar.api.Message;
import dev.samovar.api.ToolCall;
import dev.samovar.json.Json;
import dev.samovar.json.JsonException;
import dev.samovar.template.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A conversation as a template's variable {@code messages}: the request's own members, where the template takes them. */
record TemplateMessages(TemplateAbilities abilities) {
    /** Names under which reasoning comes; templates read the first, gpt-oss the second. */
    private static final List<String> REASONING = List.of("reasoning_content", "thinking", "reasoning");

    Value value(List<Message> messages) {
        List<Json> written = new ArrayList<>();
        for (Message message : messages) {
            Map<String, Json> members = new LinkedHashMap<>(message.write().members());
            if (message.content().orElse(null) instanceof Content.Parts parts && !abilities.contentParts()) {
                members.put("content", new Json.Str(parts.joined()));
            }
            if (!message.toolCalls().isEmpty() && !abilities.textArguments()) {
                members.put("tool_calls", withObjects(message.toolCalls()));
            }
            addReasoning(members);
            written.add(new Json.Obj(members));
        }
        return Value.of(new Json.Arr(written));
    }

    private static Json withObjects(List<ToolCall> calls) {
        return new Json.Arr(calls.stream()
                .<Json>map(call -> call.withArguments(parsed(call.arguments())).write())
                .toList());
    }

    /** What models wrote need not be JSON; then it stays text. */
    private static Json parsed(Json arguments) {
        try {
            return arguments instanceof Json.Str s ? Json.parse(s.value()) : arguments;
        } catch (JsonException noJson) {
            return arguments;
        }
    }

    /** Gives reasoning all the names that templates read it by, as {@code transformers} does. */
    private static void addReasoning(Map<String, Json> members) {
        for (String name : REASONING) {
            Json reasoning = members.get(name);
            if (reasoning != null && !(reasoning instanceof Json.Null)) {
                members.putIfAbsent("thinking", reasoning);
                members.put("reasoning_content", reasoning);
                return;
            }
        }
    }
}
