package dev.samovar.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.samovar.browser.EngineTab;
import dev.samovar.browser.TabListener;
import dev.samovar.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The bench, as the command line and the page run it. */
@ExtendWith(Chromium.class)
class BenchTest {
    private static final int CONTEXT = 256; // positions of the tiny shape

    @Test
    void reportsEveryRunItsMedianAndWhatItReads(Chromium.Running chromium) {
        Json settings = Json.parse("""
                {"models": [{"name": "tiny", "address": "random:Tiny"}, {"name": "none", "address": "random:None"}],
                 "prompts": [16, 300, 256], "generate": 10, "repetitions": 3, "kernels": true, "memory": true}""");
        try (EngineTab tab = chromium.tab()) {
            Json report = tab.bench(settings, new TabListener() {});
            assertTrue(text(report, "adapter").contains("swiftshader"), report.text());
            assertTrue(text(report, "browser").startsWith("Chromium "), report.text());
            assertTrue(number(report, "read_bytes_per_s") > 1e7, report.text());
            List<Json> models = items(report, "models");
            assertEquals(2, models.size());
            assertTrue(text(models.get(1), "error").contains("there is no shape None"), report.text());
            checkModel(models.get(0), number(report, "read_bytes_per_s"));
        }
    }

    private static void checkModel(Json model, double bandwidth) {
        List<Json> results = items(model, "results");
        assertEquals(2, results.size(), "one prompt fits, two are cut to the same length: " + model.text());
        assertEquals(16, number(results.get(0), "prompt_tokens"));
        assertEquals(CONTEXT - 10, number(results.get(1), "prompt_tokens"));
        double position = number(items(model, "cache_reads").get(0), "bytes_per_position");
        for (Json result : results) {
            double bytes = number(model, "weight_bytes_per_token") + position * (number(result, "prompt_tokens") + 5);
            assertEquals(bytes, number(result, "bytes_per_token"), result.text());
            List<Json> runs = items(result, "decode_tokens_per_s");
            double median = number(member(result, "median"), "decode_tokens_per_s");
            assertEquals(3, runs.size());
            assertEquals(
                    1,
                    runs.stream()
                            .filter(run -> ((Json.Num) run).value() < median)
                            .count());
            assertEquals(bytes * median / bandwidth, number(result, "read_share"), 1e-3 * bytes * median / bandwidth);
            assertTrue(number(member(result, "median"), "host_us_per_token") > 0, result.text());
        }
        assertEquals(CONTEXT - 10.0, number(member(model, "decode_kernels"), "position"));
        assertTrue(items(member(model, "decode_kernels"), "kernels").size() > 5, model.text());
        assertTrue(items(member(model, "prefill_kernels"), "kernels").size() > 5, model.text());
        assertTrue(number(model, "page_memory_bytes") > 1e6, model.text());
    }

    private static Json member(Json json, String name) {
        Json value = json.get(name);
        assertTrue(value != null, () -> name + " is missing from " + json.text());
        return value == null ? Json.Null.NULL : value;
    }

    private static double number(Json json, String name) {
        return ((Json.Num) member(json, name)).value();
    }

    private static String text(Json json, String name) {
        return ((Json.Str) member(json, name)).value();
    }

    private static List<Json> items(Json json, String name) {
        return ((Json.Arr) member(json, name)).items();
    }
}
