package dev.samovar.cli;

import dev.samovar.json.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a model finds a text.
 *
 * @param logProbabilities of each scored token, natural
 * @param likeliest the tokens that greedy decoding would have put in their places
 */
record TextScore(double[] logProbabilities, int[] likeliest) {

    /** exp of the mean of −log p. */
    double perplexity() {
        return Math.exp(-Arrays.stream(logProbabilities).average().orElse(Double.NaN));
    }

    /** Those of several pieces, one after the other. */
    static TextScore joined(List<TextScore> pieces) {
        return new TextScore(
                pieces.stream()
                        .flatMapToDouble(piece -> Arrays.stream(piece.logProbabilities))
                        .toArray(),
                pieces.stream()
                        .flatMapToInt(piece -> Arrays.stream(piece.likeliest))
                        .toArray());
    }

    /** Without the first tokens. */
    TextScore from(int first) {
        return new TextScore(
                Arrays.copyOfRange(logProbabilities, first, logProbabilities.length),
                Arrays.copyOfRange(likeliest, first, likeliest.length));
    }

    /** A line for people. */
    String line() {
        return String.format(Locale.ROOT, "perplexity %.4f over %d tokens", perplexity(), likeliest.length);
    }

    /** A line that compares it with another model's score of the same text. */
    String against(TextScore other) {
        if (other.likeliest.length != likeliest.length) {
            throw new CommandException("the other score has " + other.likeliest.length + " tokens, this one "
                    + likeliest.length + "; both must be of the same text, cut alike");
        }
        int same = 0;
        double difference = 0;
        for (int i = 0; i < likeliest.length; i++) {
            same += likeliest[i] == other.likeliest[i] ? 1 : 0;
            difference += Math.abs(logProbabilities[i] - other.logProbabilities[i]);
        }
        return String.format(
                Locale.ROOT,
                "perplexity %.4f there (%+.3f %%), the likeliest token the same at %d of %d places, "
                        + "log-probabilities %.5f apart on average",
                other.perplexity(),
                100 * (perplexity() / other.perplexity() - 1),
                same,
                likeliest.length,
                difference / likeliest.length);
    }

    /** As the engine and {@link #json} write it. */
    static TextScore read(@Nullable Json json) {
        if (json == null
                || !(json.get("log_probabilities") instanceof Json.Arr probabilities)
                || !(json.get("likeliest") instanceof Json.Arr likeliest)
                || probabilities.items().size() != likeliest.items().size()) {
            throw new CommandException("a score must have the arrays log_probabilities and likeliest, of one length");
        }
        return new TextScore(
                probabilities.items().stream().mapToDouble(TextScore::number).toArray(),
                likeliest.items().stream().mapToInt(id -> (int) number(id)).toArray());
    }

    private static double number(Json json) {
        return json instanceof Json.Num number ? number.value() : Double.NaN;
    }

    Json json() {
        List<Json> probabilities = new ArrayList<>();
        List<Json> ids = new ArrayList<>();
        for (int i = 0; i < likeliest.length; i++) {
            probabilities.add(Json.Num.of(logProbabilities[i]));
            ids.add(Json.Num.of(likeliest[i]));
        }
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("perplexity", Json.Num.of(perplexity()));
        members.put("tokens", Json.Num.of(likeliest.length));
        members.put("log_probabilities", new Json.Arr(probabilities));
        members.put("likeliest", new Json.Arr(ids));
        return new Json.Obj(members);
    }
}
