package dev.samovar.cli;

import dev.samovar.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Results with what they were measured on.
 *
 * @param dispatches a token
 * @param memory bytes that the page holds after the last run, the GPU's aside
 * @param profile the engine's, of a decode step, where asked for
 */
record BenchReport(
        String adapter,
        String browser,
        String model,
        int dispatches,
        long memory,
        int repetitions,
        List<BenchResult> results,
        Optional<Json> profile) {

    String table() {
        var out = new StringBuilder(String.format(
                Locale.ROOT,
                "%s · %s · %s · page memory %.0f MB · medians of %d%n%n%8s %10s %15s %14s %14s %17s%n",
                adapter,
                browser,
                model,
                memory / 1e6,
                repetitions,
                "prompt",
                "generated",
                "prefill tok/s",
                "decode tok/s",
                "first token s",
                "dispatches/token"));
        for (BenchResult result : results) {
            out.append(String.format(
                    Locale.ROOT,
                    "%8d %10d %15.1f %14.2f %14.2f %17d%n",
                    result.prompt(),
                    result.generated(),
                    result.prefill(),
                    result.decode(),
                    result.firstToken(),
                    dispatches));
        }
        profile.ifPresent(kernels -> out.append(new KernelTable(kernels).text()));
        return out.toString().stripTrailing();
    }

    Json json() {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("adapter", new Json.Str(adapter));
        members.put("browser", new Json.Str(browser));
        members.put("model", new Json.Str(model));
        members.put("dispatches_per_token", Json.Num.of(dispatches));
        members.put("page_memory_bytes", Json.Num.of(memory));
        members.put("repetitions", Json.Num.of(repetitions));
        members.put(
                "results", new Json.Arr(results.stream().map(BenchResult::json).toList()));
        profile.ifPresent(
                kernels -> members.put("kernels", Objects.requireNonNullElse(kernels.get("kernels"), Json.Null.NULL)));
        return new Json.Obj(members);
    }
}
