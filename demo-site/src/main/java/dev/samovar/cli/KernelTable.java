package dev.samovar.cli;

import dev.samovar.json.Json;
import java.util.List;
import java.util.Locale;

/**
 * GPU time of a step by kernel, as the engine's {@code profile} tells it.
 *
 * @param step what it does
 */
record KernelTable(String step, Json profile) {

    /** One line a kernel, those that take longest first, and their sum. */
    String text() {
        var out = new StringBuilder(String.format(
                Locale.ROOT,
                "%n%-48s %16s %10s %10s%n",
                "kernels of a " + step + " step",
                "workgroups",
                "dispatches",
                "µs"));
        double sum = 0;
        int dispatches = 0;
        for (Json kernel : kernels()) {
            sum += Figures.number(kernel, "microseconds");
            dispatches += (int) Figures.number(kernel, "dispatches");
            out.append(String.format(
                    Locale.ROOT,
                    "%-48s %16s %10.0f %10.1f%n",
                    kernel.get("kernel") instanceof Json.Str name ? name.value() : "",
                    kernel.get("grid") instanceof Json.Arr grid ? grid(grid) : "",
                    Figures.number(kernel, "dispatches"),
                    Figures.number(kernel, "microseconds")));
        }
        out.append(String.format(Locale.ROOT, "%-48s %16s %10d %10.1f%n", "all", "", dispatches, sum));
        return out.toString();
    }

    private static String grid(Json.Arr grid) {
        return String.join("×", grid.items().stream().map(Json::text).toList());
    }

    private List<Json> kernels() {
        return profile.get("kernels") instanceof Json.Arr kernels ? kernels.items() : List.of();
    }
}
