package dev.samovar.model;

import dev.samovar.checkpoint.Checkpoint;
import dev.samovar.checkpoint.HuggingFaceCheckpoint;
import dev.samovar.json.Json;
import dev.samovar.program.Program;
import dev.samovar.weights.Folder;
import dev.samovar.weights.JsonFile;
import dev.samovar.weights.WeightCheck;
import dev.samovar.weights.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A tiny checkpoint with the logits and tokens that transformers computes from it; see goldens/README.md. */
public record Golden(Checkpoint checkpoint, int[] inputIds, float[][] logits, int[] greedy) {

    private static final Path FOLDER = Path.of("../goldens");

    /** Every folder with a checkpoint. */
    public static List<String> families() throws IOException {
        try (Stream<Path> folders = Files.list(FOLDER)) {
            return folders.filter(folder -> Files.exists(folder.resolve("config.json")))
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    public static Golden read(String family) {
        var folder = new Folder(FOLDER.resolve(family).toFile());
        Json expected = JsonFile.read(folder.require("expected.json"));
        return new Golden(
                HuggingFaceCheckpoint.read(folder),
                ints(items(expected, "input_ids")),
                items(expected, "logits").stream()
                        .map(row -> floats(((Json.Arr) row).items()))
                        .toArray(float[][]::new),
                ints(items(expected, "greedy")));
    }

    /**
     * The same weights in another container: the largest error of any logit against transformers, relative to the largest
     * logit of its row.
     */
    public float largestError(Checkpoint checkpoint) {
        float[][] actual = computed(checkpoint.config(), checkpoint.weights());
        float largest = 0;
        for (int t = 0; t < actual.length; t++) {
            largest = Math.max(largest, relativeError(logits[t], actual[t]));
        }
        return largest;
    }

    /** The logits of the same input by any configuration and weights, [tokens][vocabulary]. */
    public float[][] computed(Config config, Weights weights) {
        Program program = Architectures.of(config).record();
        WeightCheck.check(program, weights);
        return new CpuRun(program, weights).feed(inputIds);
    }

    /** Largest difference relative to the largest expected value. */
    static float relativeError(float[] expected, float[] actual) {
        float largest = 0;
        float error = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i]));
            error = Math.max(error, Math.abs(expected[i] - actual[i]));
        }
        return error / largest;
    }

    private static List<Json> items(Json json, String name) {
        return json.get(name) instanceof Json.Arr array ? array.items() : List.of();
    }

    static int[] ints(List<Json> items) {
        return items.stream().mapToInt(item -> (int) ((Json.Num) item).value()).toArray();
    }

    static float[] floats(List<Json> items) {
        float[] out = new float[items.size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = (float) ((Json.Num) items.get(i)).value();
        }
        return out;
    }
}
