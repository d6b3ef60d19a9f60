package dev.samovar.api;

import dev.samovar.json.Json;
import java.util.List;
import java.util.Optional;

/**
 * The tokens behind an answer, told where the request has {@code return_token_ids} (vLLM's field, not OpenAI's).
 *
 * @param prompt what the model read
 * @param answer what it drew, an end token included
 */
public record TokenIds(List<Integer> prompt, List<Integer> answer) {

    static ObjectBuilder write(Optional<TokenIds> ids, ObjectBuilder choice) {
        return ids.map(present ->
                        choice.put("prompt_token_ids", array(present.prompt)).put("token_ids", array(present.answer)))
                .orElse(choice);
    }

    private static Json array(List<Integer> ids) {
        return ObjectBuilder.array(ids, Json.Num::of);
    }
}
