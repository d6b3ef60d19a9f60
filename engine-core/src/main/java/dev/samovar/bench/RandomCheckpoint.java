package dev.samovar.bench;

import dev.samovar.checkpoint.ChatFiles;
import dev.samovar.checkpoint.ChatInputs;
import dev.samovar.checkpoint.Checkpoint;
import dev.samovar.checkpoint.Container;
import dev.samovar.checkpoint.TokenizerFile;
import dev.samovar.engine.ApiException;
import dev.samovar.model.Architectures;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A checkpoint of a published model's shape with random weights. */
public final class RandomCheckpoint {
    /** What names of such models begin with: {@code random:Qwen2-0.5B}. */
    public static final String SCHEME = "random:";

    private RandomCheckpoint() {}

    public static boolean isNamed(String model) {
        return model.startsWith(SCHEME);
    }

    /** An unknown shape is an error that lists those there are. */
    public static Checkpoint of(String model) {
        String name = model.substring(SCHEME.length());
        BenchShape shape = BenchShape.named(name)
                .orElseThrow(() -> ApiException.invalid(
                        "model",
                        "there is no shape " + name + "; known are "
                                + Arrays.stream(BenchShape.values())
                                        .map(BenchShape::modelName)
                                        .collect(Collectors.joining(", "))));
        var config = shape.config();
        var program = Architectures.of(config).record();
        return new Checkpoint(
                Container.RANDOM,
                config,
                RandomWeights.of(name, program),
                new ChatFiles(
                        new ChatInputs(
                                Optional.empty(), Optional.empty(), Optional.empty(), "", "", List.of(), Map.of()),
                        new TokenizerFile.Made(new NumberTokenizer(program.vocabulary()))));
    }
}
