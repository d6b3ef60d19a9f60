package dev.samovar.api;

import dev.samovar.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request for the next message of a conversation.
 *
 * @param messages at least one
 * @param tools offered to the model through its template
 * @param templateArguments further variables of the chat template ({@code chat_template_kwargs}), such as
 *     {@code enable_thinking}, which WebLLM has in {@code extra_body}
 */
public record ChatCompletionRequest(
        Optional<String> model,
        List<Message> messages,
        Generation generation,
        boolean stream,
        StreamOptions streamOptions,
        List<Tool> tools,
        Map<String, Json> templateArguments) {

    /** @throws dev.samovar.engine.ApiException when a field is missing or wrong */
    public static ChatCompletionRequest read(Json json) {
        Fields fields = Fields.of(json, "");
        Unsupported.choices(fields);
        Unsupported.responseFormat(fields);
        Unsupported.toolChoice(fields);
        boolean noTools =
                fields.any("tool_choice").map(new Json.Str("none")::equals).orElse(false);
        return new ChatCompletionRequest(
                fields.text("model"),
                messages(fields),
                Generation.read(fields),
                fields.flag("stream", false),
                StreamOptions.read(fields),
                noTools
                        ? List.of()
                        : fields.objects("tools").stream().map(Tool::read).toList(),
                TemplateArguments.read(fields));
    }

    private static List<Message> messages(Fields fields) {
        fields.required("messages");
        List<Message> messages =
                fields.objects("messages").stream().map(Message::read).toList();
        if (messages.isEmpty()) {
            throw Invalid.range("messages", "an array of at least one message", "an empty array", "empty_array");
        }
        return messages;
    }

    public Json.Obj write() {
        var out = new ObjectBuilder()
                .putText("model", model)
                .put("messages", ObjectBuilder.array(messages, Message::write));
        generation.write(out);
        out.putFlag("stream", stream);
        streamOptions.write(out);
        out.putList("tools", tools, Tool::definition);
        TemplateArguments.write(templateArguments, out);
        return out.build();
    }
}
