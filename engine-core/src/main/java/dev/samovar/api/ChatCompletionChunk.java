package dev.samovar.api;

import dev.samovar.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A piece of a streamed answer.
 *
 * @param choices empty in the chunk that tells the usage
 */
public record ChatCompletionChunk(Header header, List<Choice> choices, Optional<Usage> usage) {

    /**
     * @param first whether the delta tells the role too
     * @param content text to append
     * @param toolCalls complete calls, not pieces of them
     */
    public record Choice(
            int index,
            boolean first,
            Optional<String> content,
            List<ToolCall> toolCalls,
            Optional<FinishReason> finishReason,
            Optional<List<TokenLogprob>> logprobs,
            Optional<TokenIds> tokenIds) {

        Json.Obj write() {
            var delta = new ObjectBuilder();
            if (first) {
                delta.put("role", Role.ASSISTANT.text());
            }
            delta.putText("content", content);
            if (!toolCalls.isEmpty()) {
                delta.put("tool_calls", numbered());
            }
            var choice = new ObjectBuilder()
                    .put("index", index)
                    .put("delta", delta.build())
                    .put("logprobs", TokenLogprob.write(logprobs))
                    .put("finish_reason", finishReason.map(FinishReason::write).orElse(Json.Null.NULL));
            return TokenIds.write(tokenIds, choice).build();
        }

        /** In a chunk each call has its index. */
        private Json numbered() {
            List<Json> calls = new ArrayList<>();
            for (ToolCall call : toolCalls) {
                calls.add(new ObjectBuilder()
                        .put("index", calls.size())
                        .putAll(call.write().members())
                        .build());
            }
            return new Json.Arr(calls);
        }
    }

    public Json.Obj write() {
        return header.begin("chat.completion.chunk")
                .put("choices", ObjectBuilder.array(choices, Choice::write))
                .put("usage", usage.map(Usage::write))
                .build();
    }
}
