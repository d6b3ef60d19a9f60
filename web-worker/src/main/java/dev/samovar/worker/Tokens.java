package dev.samovar.worker;

import dev.samovar.engine.ApiException;
import dev.samovar.json.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Token ids and logits as JSON. */
final class Tokens {
    private Tokens() {}

    /** @param most ids allowed; at least one is wanted */
    static int[] read(@Nullable Json ids, int most) {
        if (!(ids instanceof Json.Arr array)
                || array.items().isEmpty()
                || array.items().size() > most) {
            throw ApiException.invalid("tokens", "tokens must be an array of 1 to " + most + " token ids");
        }
        int[] tokens = new int[array.items().size()];
        for (int i = 0; i < tokens.length; i++) {
            if (!(array.items().get(i) instanceof Json.Num n
                    && n.isInteger()
                    && n.value() >= 0
                    && n.value() < 1 << 30)) {
                throw ApiException.invalid("tokens[" + i + "]", "tokens[" + i + "] must be a token id");
            }
            tokens[i] = (int) n.value();
        }
        return tokens;
    }

    /** Rows of each step, by default as many as there can be. */
    static int rows(@Nullable Json rows) {
        return switch (rows) {
            case null -> Integer.MAX_VALUE;
            case Json.Num n when n.isInteger() && n.value() >= 1 -> (int) Math.min(n.value(), Integer.MAX_VALUE);
            case Json other ->
                throw ApiException.invalid("rows", "rows must be an integer of at least 1, not " + other.text());
        };
    }

    /** A position in a sequence; the engine knows its bound. */
    static int position(@Nullable Json position) {
        return switch (position) {
            case null -> 0;
            case Json.Num n when n.isInteger() && n.value() >= 0 -> (int) Math.min(n.value(), Integer.MAX_VALUE);
            case Json other ->
                throw ApiException.invalid("position", "position must be an integer from 0 on, not " + other.text());
        };
    }

    /** JSON has no NaN and no infinities: they become null. */
    static Json write(float[] logits) {
        List<Json> values = new ArrayList<>(logits.length);
        for (float logit : logits) {
            values.add(
                    Float.isNaN(logit) || Float.isInfinite(logit)
                            ? Json.Null.NULL
                            : new Json.Num(Float.toString(logit)));
        }
        return new Json.Arr(values);
    }
}
