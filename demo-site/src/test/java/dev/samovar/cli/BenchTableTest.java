package dev.samovar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.samovar.json.Json;
import org.junit.jupiter.api.Test;

class BenchTableTest {
    private static final String HEAD = """
            {"commit": "5da2eb6", "adapter": "A GPU", "browser": "Chromium 1.2", "read_bytes_per_s": 2e12,
             "generated_tokens": 128, "repetitions": 3, "models": [""";
    private static final String MEASURED = """
            {"model": "random:Qwen2-0.5B", "dispatches_per_token": 148, "page_memory_bytes": 21000000, "results": [
               {"prompt_tokens": 512, "bytes_per_token": 280000000, "read_share": 0.1438, "median": {
                  "prefill_tokens_per_s": 41424, "decode_tokens_per_s": 1027.1, "time_to_first_token_s": 0.0124,
                  "host_us_per_token": 310.4}}],
             "decode_kernels": {"position": 512, "kernels": [
               {"kernel": "rms-norm", "grid": [1, 2, 3], "dispatches": 4, "microseconds": 5.2}]}}""";
    private static final String FAILED = """
            {"model": "random:Mistral-7B", "error": "the GPU has no room"}""";

    @Test
    void showsMediansAndKernels() {
        var table = new BenchTable(Json.parse(HEAD + MEASURED + "]}"));
        assertFalse(table.failures());
        assertEquals("""
                A GPU · Chromium 1.2 · commit 5da2eb6 · reads 2000 GB/s
                medians of 3 runs, 128 tokens generated

                random:Qwen2-0.5B: 148 dispatches a token, page memory 21 MB
                  prompt  prefill tok/s decode tok/s  first token s   MB/token  of bandwidth  host µs/token
                     512        41424.0      1027.10           0.01      280.0        14.4 %            310

                kernels of a decode step                               workgroups dispatches         µs
                rms-norm                                                    1×2×3          4        5.2
                all                                                                        4        5.2""", table.text());
    }

    @Test
    void saysWhatCouldNotBeMeasured() {
        var table = new BenchTable(Json.parse(HEAD + FAILED + "]}"));
        assertTrue(table.failures());
        assertTrue(table.text().endsWith("random:Mistral-7B: the GPU has no room"), table.text());
    }
}
