package dev.samovar.worker;

import dev.samovar.engine.LogitListener;
import dev.samovar.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How a model finds a text: for every token but the first its log-probability, and which token would be the likeliest. */
final class Score implements LogitListener {
    private final int[] tokens;
    private final List<Json> logProbabilities = new ArrayList<>();
    private final List<Json> likeliest = new ArrayList<>();

    Score(int[] tokens) {
        this.tokens = tokens;
    }

    @Override
    public void logits(float[] row) {
        int next = logProbabilities.size() + 1;
        if (next == tokens.length) {
            return;
        }
        int best = 0;
        for (int i = 1; i < row.length; i++) {
            if (row[i] > row[best]) {
                best = i;
            }
        }
        double sum = 0;
        for (float logit : row) {
            sum += Math.exp(logit - row[best]);
        }
        double found = tokens[next] < row.length ? row[tokens[next]] - row[best] - Math.log(sum) : Double.NaN;
        logProbabilities.add(
                Double.isNaN(found) || Double.isInfinite(found)
                        ? Json.Null.NULL
                        : new Json.Num(Double.toString(found)));
        likeliest.add(Json.Num.of(best));
    }

    Json json() {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("log_probabilities", new Json.Arr(logProbabilities));
        members.put("likeliest", new Json.Arr(likeliest));
        return new Json.Obj(members);
    }
}
