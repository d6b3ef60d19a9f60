package dev.samovar.cli;

import dev.samovar.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The report of {@code bench.js} for people: medians. */
record BenchTable(Json report) {
    private static final String COLUMNS = "%8s %14s %12s %14s %10s %13s %14s%n";

    /** Whether a model could not be measured. */
    boolean failures() {
        return items(report.get("models")).stream().anyMatch(model -> model.get("error") != null);
    }

    String text() {
        var out = new StringBuilder(text(report, "adapter"));
        out.append(" · ").append(text(report, "browser"));
        if (report.get("commit") instanceof Json.Str commit) {
            out.append(" · commit ").append(commit.value());
        }
        double bandwidth = Figures.number(report, "read_bytes_per_s");
        if (!Double.isNaN(bandwidth)) {
            out.append(String.format(Locale.ROOT, " · reads %.0f GB/s", bandwidth / 1e9));
        }
        out.append(String.format(
                Locale.ROOT,
                "%nmedians of %.0f runs, %.0f tokens generated%n",
                Figures.number(report, "repetitions"),
                Figures.number(report, "generated_tokens")));
        items(report.get("models")).forEach(model -> add(out, model));
        return out.toString().stripTrailing();
    }

    private static void add(StringBuilder out, Json model) {
        out.append(String.format(Locale.ROOT, "%n%s", text(model, "model")));
        if (model.get("error") instanceof Json.Str error) {
            out.append(": ").append(error.value()).append('\n');
        }
        List<Json> results = items(model.get("results"));
        if (!results.isEmpty()) {
            out.append(String.format(
                    Locale.ROOT,
                    ": %.0f dispatches a token, page memory %.0f MB%n",
                    Figures.number(model, "dispatches_per_token"),
                    Figures.number(model, "page_memory_bytes") / 1e6));
            out.append(String.format(
                    Locale.ROOT,
                    COLUMNS,
                    "prompt",
                    "prefill tok/s",
                    "decode tok/s",
                    "first token s",
                    "MB/token",
                    "of bandwidth",
                    "host µs/token"));
            results.forEach(result -> addResult(out, result));
        }
        addKernels(out, "decode", model.get("decode_kernels"));
        addKernels(out, "prefill", model.get("prefill_kernels"));
    }

    private static void addResult(StringBuilder out, Json result) {
        Json median = Objects.requireNonNullElse(result.get("median"), Json.Null.NULL);
        double share = Figures.number(result, "read_share");
        out.append(String.format(
                Locale.ROOT,
                COLUMNS,
                String.format(Locale.ROOT, "%.0f", Figures.number(result, "prompt_tokens")),
                String.format(Locale.ROOT, "%.1f", Figures.number(median, "prefill_tokens_per_s")),
                String.format(Locale.ROOT, "%.2f", Figures.number(median, "decode_tokens_per_s")),
                String.format(Locale.ROOT, "%.2f", Figures.number(median, "time_to_first_token_s")),
                String.format(Locale.ROOT, "%.1f", Figures.number(result, "bytes_per_token") / 1e6),
                Double.isNaN(share) ? "" : String.format(Locale.ROOT, "%.1f %%", share * 100),
                String.format(Locale.ROOT, "%.0f", Figures.number(median, "host_us_per_token"))));
    }

    private static void addKernels(StringBuilder out, String step, @Nullable Json profile) {
        if (profile != null) {
            out.append(new KernelTable(step, profile).text());
        }
    }

    private static List<Json> items(@Nullable Json array) {
        return array instanceof Json.Arr a ? a.items() : List.of();
    }

    private static String text(Json object, String name) {
        return object.get(name) instanceof Json.Str s ? s.value() : "unknown";
    }
}
