package dev.samovar.checkpoint;

import dev.samovar.model.Config;
import dev.samovar.weights.ByteSource;
import dev.samovar.weights.GgufFile;
import dev.samovar.weights.NamedWeights;

/** Reads a GGUF file as a checkpoint. */
public final class GgufCheckpoint {
    private GgufCheckpoint() {}

    public static Checkpoint read(ByteSource source) {
        GgufFile file = GgufFile.read(source);
        GgufFamily family = GgufFamilies.of(file.metadata());
        var translation = new GgufConfig(file, family);
        var config = new Config(translation.json(), source.name());
        var weights = new NamedWeights(source.name(), new GgufNames(family, config).rename(file.tensors()));
        return new Checkpoint(Container.GGUF, config, weights, ChatFiles.of(file.metadata()));
    }
}
