package dev.samovar.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.samovar.checkpoint.Checkpoint;
import dev.samovar.checkpoint.GgufCheckpoint;
import dev.samovar.json.Json;
import dev.samovar.program.Program;
import dev.samovar.weights.FileSource;
import dev.samovar.weights.JsonFile;
import dev.samovar.weights.WeightCheck;
import java.io.File;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The real model, when {@code ./samovar} has fetched it: the first tokens of the shortest golden case. */
class SmolLm2Test {
    private static final int STEPS = 4;

    @Test
    void continuesTheShortestPrompt() {
        File model = new File(cache(), "SmolLM2-135M-Instruct.Q4_1.gguf");
        assumeTrue(model.isFile(), "no " + model);
        Checkpoint checkpoint = GgufCheckpoint.read(FileSource.of(model));
        Program program = Architectures.of(checkpoint.config()).record();
        WeightCheck.check(program, checkpoint.weights());
        assertEquals(List.of(0, 2), checkpoint.chat().inputs().endTokens());
        assertEquals("<|im_start|>", checkpoint.chat().inputs().bosToken());

        Json shortest = null;
        for (Json c : items(JsonFile.read(FileSource.of(new File("../goldens/smollm2/expected.json"))), "cases")) {
            if (shortest == null || ids(c, "input_ids").length < ids(shortest, "input_ids").length) {
                shortest = c;
            }
        }
        Json golden = Objects.requireNonNull(shortest);
        var run = new CpuRun(program, checkpoint.weights());
        int[] prompt = ids(golden, "input_ids");
        String text = golden.get("rendered") instanceof Json.Str s ? s.value() : "";
        assertArrayEquals(prompt, checkpoint.chat().tokenizer().read().encode(text, true));
        float[][] logits = run.feed(prompt);
        float[] last = logits[logits.length - 1];
        int[] tokens = new int[STEPS];
        for (int i = 0; i < STEPS; i++) {
            tokens[i] = CpuRun.argmax(last);
            last = run.feed(tokens[i])[0];
        }
        assertArrayEquals(java.util.Arrays.copyOf(ids(golden, "tokens"), STEPS), tokens);
    }

    private static File cache() {
        String named = System.getenv("SAMOVAR_CACHE");
        return named != null ? new File(named) : new File(System.getProperty("user.home"), ".cache/samovar");
    }

    private static List<Json> items(Json json, String name) {
        return json.get(name) instanceof Json.Arr array ? array.items() : List.of();
    }

    private static int[] ids(Json json, String name) {
        return items(json, name).stream()
                .mapToInt(item -> (int) ((Json.Num) item).value())
                .toArray();
    }
}
