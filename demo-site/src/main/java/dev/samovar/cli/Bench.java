package dev.samovar.cli;

import dev.samovar.browser.EngineTab;
import dev.samovar.browser.TabListener;
import dev.samovar.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Timed requests to the engine: prompts of made-up tokens, greedy, to the full length. */
final class Bench {
    private static final TabListener NOBODY = new TabListener() {};
    private static final int WARM_UP = 8;
    private final EngineTab tab;
    private final int generate;
    private int runs;

    Bench(EngineTab tab, int generate) {
        this.tab = tab;
        this.generate = generate;
    }

    /** Runs once without measuring, so that shaders are compiled and clocks are up. */
    void warmUp() {
        run(WARM_UP, WARM_UP);
    }

    /** The median run. */
    BenchResult measure(int prompt, int repetitions) {
        List<Double> prefill = new ArrayList<>();
        List<Double> decode = new ArrayList<>();
        List<Double> first = new ArrayList<>();
        for (int i = 0; i < repetitions; i++) {
            Json usage = run(prompt, generate).get("usage");
            Json extra = usage == null ? null : usage.get("extra");
            prefill.add(Figures.number(extra, "prefill_tokens_per_s"));
            decode.add(Figures.number(extra, "decode_tokens_per_s"));
            first.add(Figures.number(extra, "time_to_first_token_s"));
        }
        return new BenchResult(prompt, generate, median(prefill), median(decode), median(first));
    }

    private Json run(int prompt, int length) {
        Map<String, Json> request = new LinkedHashMap<>();
        request.put("prompt", prompt(prompt));
        request.put("max_tokens", Json.Num.of(length));
        request.put("temperature", Json.Num.of(0));
        request.put("ignore_eos", Json.Bool.TRUE);
        request.put("stream", Json.Bool.TRUE);
        request.put("stream_options", new Json.Obj(Map.of("include_usage", Json.Bool.TRUE)));
        return tab.complete("completion", new Json.Obj(request), NOBODY);
    }

    /** Other tokens in each run, so that nothing of an earlier one is still in the cache; all in any vocabulary. */
    private Json prompt(int length) {
        runs++;
        List<Json> ids = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            ids.add(Json.Num.of(10 + (runs * 31L + i * 17L + (long) i * i * runs) % 90));
        }
        return new Json.Arr(ids);
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
