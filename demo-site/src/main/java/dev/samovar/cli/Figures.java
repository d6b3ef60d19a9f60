package dev.samovar.cli;

import dev.samovar.json.Json;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The line of figures under an answer. */
final class Figures {
    private Figures() {}

    static String of(Json answer, Json adapter) {
        Json usage = answer.get("usage");
        Json extra = usage == null ? null : usage.get("extra");
        return String.format(
                Locale.ROOT,
                "prefill %.1f tok/s (%.0f tokens) · decode %.1f tok/s (%.0f tokens) · first token %.2f s · %s",
                number(extra, "prefill_tokens_per_s"),
                number(usage, "prompt_tokens"),
                number(extra, "decode_tokens_per_s"),
                number(usage, "completion_tokens"),
                number(extra, "time_to_first_token_s"),
                adapter instanceof Json.Str s ? s.value() : adapter.text());
    }

    static double number(@Nullable Json object, String name) {
        return object != null && object.get(name) instanceof Json.Num n ? n.value() : Double.NaN;
    }
}
