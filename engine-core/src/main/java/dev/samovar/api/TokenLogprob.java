package dev.samovar.api;

import dev.samovar.json.Json;
import java.util.List;
import java.util.Optional;

/**
 * How likely the model held a token.
 *
 * @param token its text, with U+FFFD for a part of a code point
 * @param bytes of the token, since its text may be part of a code point
 * @param top its likeliest rivals, without rivals of their own
 */
public record TokenLogprob(String token, double logprob, List<Integer> bytes, List<TokenLogprob> top) {
    /** JSON has no infinities; this stands for a probability of zero, as OpenAI has it. */
    private static final double LEAST = -9999;

    Json.Obj write() {
        return entry().put(
                        "top_logprobs",
                        ObjectBuilder.array(top, rival -> rival.entry().build()))
                .build();
    }

    private ObjectBuilder entry() {
        return new ObjectBuilder()
                .put("token", token)
                .put("logprob", Math.max(LEAST, logprob))
                .put("bytes", ObjectBuilder.array(bytes, Json.Num::of));
    }

    /** The member {@code logprobs} of a choice: null when none were asked for. */
    static Json write(Optional<List<TokenLogprob>> tokens) {
        return tokens.<Json>map(list -> new ObjectBuilder()
                        .put("content", ObjectBuilder.array(list, TokenLogprob::write))
                        .build())
                .orElse(Json.Null.NULL);
    }
}
