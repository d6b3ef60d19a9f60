package dev.samovar.api;

import dev.samovar.json.Json;
import java.util.List;
import java.util.Optional;

/** The whole answer to a chat request. */
public record ChatCompletion(Header header, List<Choice> choices, Usage usage) {

    /**
     * @param content absent when the model called tools instead
     * @param logprobs absent unless asked for
     */
    public record Choice(
            int index,
            Optional<String> content,
            List<ToolCall> toolCalls,
            FinishReason finishReason,
            Optional<List<TokenLogprob>> logprobs,
            Optional<TokenIds> tokenIds) {

        Json.Obj write() {
            Json.Obj message = new ObjectBuilder()
                    .put("role", Role.ASSISTANT.text())
                    .put("content", content.<Json>map(Json.Str::new).orElse(Json.Null.NULL))
                    .putList("tool_calls", toolCalls, ToolCall::write)
                    .build();
            var choice = new ObjectBuilder()
                    .put("index", index)
                    .put("message", message)
                    .put("logprobs", TokenLogprob.write(logprobs))
                    .put("finish_reason", finishReason.write());
            return TokenIds.write(tokenIds, choice).build();
        }
    }

    public Json.Obj write() {
        return header.begin("chat.completion")
                .put("choices", ObjectBuilder.array(choices, Choice::write))
                .put("usage", usage.write())
                .build();
    }
}
