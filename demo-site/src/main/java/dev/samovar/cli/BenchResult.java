package dev.samovar.cli;

import dev.samovar.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Medians for one length of prompt.
 *
 * @param prefill tokens a second
 * @param decode tokens a second
 * @param firstToken seconds
 */
record BenchResult(int prompt, int generated, double prefill, double decode, double firstToken) {

    Json json() {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("prompt_tokens", Json.Num.of(prompt));
        members.put("generated_tokens", Json.Num.of(generated));
        members.put("prefill_tokens_per_s", number(prefill));
        members.put("decode_tokens_per_s", number(decode));
        members.put("time_to_first_token_s", number(firstToken));
        return new Json.Obj(members);
    }

    private static Json number(double value) {
        return Double.isFinite(value) ? Json.Num.of(value) : Json.Null.NULL;
    }
}
