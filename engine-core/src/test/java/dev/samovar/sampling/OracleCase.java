package dev.samovar.sampling;

import dev.samovar.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One entry of {@code distributions.json}, which {@code oracles/sampling} makes.
 *
 * @param allowed bits as {@link Sampler} takes them
 * @param probabilities what the oracle makes of it all
 */
record OracleCase(
        String name, SamplerSettings settings, float[] logits, int[] seen, int[] allowed, double[] probabilities) {

    static List<OracleCase> all() throws IOException {
        try (InputStream in = Objects.requireNonNull(OracleCase.class.getResourceAsStream("distributions.json"))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return ((Json.Arr) Json.parse(text))
                    .items().stream().map(OracleCase::of).toList();
        }
    }

    private static OracleCase of(Json json) {
        double[] wide = numbers(json, "logits");
        float[] logits = new float[wide.length];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (float) wide[i];
        }
        Json settings = member(json, "settings");
        return new OracleCase(
                settings.text(),
                settings(settings),
                logits,
                tokens(json, "seen"),
                mask(json, logits.length),
                numbers(json, "probabilities"));
    }

    private static SamplerSettings settings(Json json) {
        Map<Integer, Float> bias = new HashMap<>();
        ((Json.Obj) member(json, "bias"))
                .members()
                .keySet()
                .forEach(token -> bias.put(Integer.valueOf(token), number(member(json, "bias"), token)));
        return new SamplerSettings(
                number(json, "temperature"),
                (int) number(json, "top_k"),
                number(json, "top_p"),
                number(json, "min_p"),
                number(json, "repetition"),
                number(json, "frequency"),
                number(json, "presence"),
                bias,
                0);
    }

    private static int[] mask(Json json, int vocabulary) {
        if (member(json, "allowed") == Json.Null.NULL) {
            return new int[0];
        }
        int[] bits = new int[(vocabulary + 31) / 32];
        for (int token : tokens(json, "allowed")) {
            bits[token / 32] |= 1 << token % 32;
        }
        return bits;
    }

    private static int[] tokens(Json json, String name) {
        double[] values = numbers(json, name);
        int[] tokens = new int[values.length];
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = (int) values[i];
        }
        return tokens;
    }

    private static double[] numbers(Json json, String name) {
        return ((Json.Arr) member(json, name))
                .items().stream().mapToDouble(n -> ((Json.Num) n).value()).toArray();
    }

    private static float number(Json json, String name) {
        return (float) ((Json.Num) member(json, name)).value();
    }

    private static Json member(Json json, String name) {
        return Objects.requireNonNull(json.get(name), name);
    }

    @Override
    public String toString() {
        return name + (allowed.length == 0 ? "" : ", masked");
    }
}
