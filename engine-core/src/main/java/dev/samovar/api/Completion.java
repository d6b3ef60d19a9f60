package dev.samovar.api;

import dev.samovar.json.Json;
import java.util.List;
import java.util.Optional;

/**
 * A continued text, or a piece of it when streamed: both have this form.
 *
 * @param choices empty in the piece that tells the usage
 */
public record Completion(Header header, List<Choice> choices, Optional<Usage> usage) {

    /** @param finishReason absent while more is to come */
    public record Choice(
            int index,
            String text,
            Optional<FinishReason> finishReason,
            Optional<List<TokenLogprob>> logprobs,
            Optional<TokenIds> tokenIds) {
        Json.Obj write() {
            var choice = new ObjectBuilder()
                    .put("index", index)
                    .put("text", text)
                    .put("logprobs", TokenLogprob.write(logprobs))
                    .put("finish_reason", finishReason.map(FinishReason::write).orElse(Json.Null.NULL));
            return TokenIds.write(tokenIds, choice).build();
        }
    }

    public Json.Obj write() {
        return header.begin("text_completion")
                .put("choices", ObjectBuilder.array(choices, Choice::write))
                .put("usage", usage.map(Usage::write))
                .build();
    }
}
