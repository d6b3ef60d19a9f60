package dev.samovar.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.samovar.json.Json;
import dev.samovar.verify.Comparison;
import dev.samovar.verify.InterpreterLogits;
import dev.samovar.verify.Reference;
import dev.samovar.verify.Subject;
import dev.samovar.weights.Folder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Offsets that 32 bits do not hold, by every way a file is read; the logits tell whether they led to the right bytes. */
@ExtendWith(Chromium.class)
class LargeFileTest {
    private static final double TOLERANCE = 1e-3;
    private static final Folder GOLDEN = new Folder(new File("../goldens/qwen2"));
    private static final Reference REFERENCE = Reference.read(GOLDEN);
    private static final String EVALUATE =
            " const answer = await engine.evaluate(given.tokens); await engine.unload(); return answer;";

    @TempDir
    private static Path folder;

    private static Path file = Path.of("");

    @BeforeAll
    static void write() throws IOException {
        file = folder.resolve("large.gguf");
        LargeGguf.write(GOLDEN, file);
        Files.copy(Path.of("../goldens/qwen2/expected.json"), folder.resolve("expected.json"));
    }

    @Test
    void isReadOnTheJvm() {
        Subject subject = Subject.read(folder);
        assertEquals(file, subject.model());
        assertRight(InterpreterLogits.of(subject.checkpoint(), REFERENCE.tokens()));
    }

    @Test
    void isReadFromItsServerInRanges(Chromium.Running chromium) {
        try (var page = new EnginePage(chromium)) {
            assertRight(logits(page.run(
                    "const engine = await samovar.createEngine(given.url, { cache: false });" + EVALUATE,
                    given(chromium.site().publish(file).toString()))));
        }
    }

    @Test
    void isReadFromDisk(Chromium.Running chromium) {
        try (var page = new EnginePage(chromium)) {
            page.page().setContent("<input id=file type=file>");
            page.page().setInputFiles("#file", file);
            assertRight(logits(page.run(
                    "const engine = await samovar.createEngine(document.getElementById('file').files[0]);" + EVALUATE,
                    given(""))));
        }
    }

    private static Json given(String url) {
        List<Json> tokens =
                Arrays.stream(REFERENCE.tokens()).<Json>mapToObj(Json.Num::of).toList();
        return new Json.Obj(Map.of("url", new Json.Str(url), "tokens", new Json.Arr(tokens)));
    }

    private static float[][] logits(Json answer) {
        if (!(answer.get("logits") instanceof Json.Arr rows)) {
            throw new AssertionError(answer.text());
        }
        return rows.items().stream().map(LargeFileTest::row).toArray(float[][]::new);
    }

    private static float[] row(Json row) {
        List<Json> items = ((Json.Arr) row).items();
        float[] out = new float[items.size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = (float) ((Json.Num) items.get(i)).value();
        }
        return out;
    }

    private static void assertRight(float[][] logits) {
        Comparison found = Comparison.of(REFERENCE, logits, TOLERANCE);
        assertTrue(found.isWithin(TOLERANCE), found::toString);
        assertEquals(found.greedyTotal(), found.greedyAgreeing());
    }
}
