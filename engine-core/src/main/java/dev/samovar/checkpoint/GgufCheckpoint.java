package dev.samovar.checkpoint;

import dev.samovar.model.Config;
import dev.samovar.weights.ByteSource;
import dev.samovar.weights.GgufFile;
import dev.samovar.weights.GgufParts;
import dev.samovar.weights.ModelFiles;
import dev.samovar.weights.NamedWeights;

/** Reads a GGUF file as a checkpoint. */
public final class GgufCheckpoint {
    private GgufCheckpoint() {}

    /** Of a file that is whole. */
    public static Checkpoint read(ByteSource source) {
        GgufFile file = GgufFile.read(source);
        GgufParts.requireParts(file, 1);
        return of(file);
    }

    /** Of a file with the other parts beside it, if it is one of several. */
    public static Checkpoint read(ModelFiles files, String name) {
        return of(GgufParts.read(files, name));
    }

    /** Of a file whose header has been read. */
    public static Checkpoint of(GgufFile file) {
        String source = file.metadata().source();
        GgufFamily family = GgufFamilies.of(file.metadata());
        var translation = new GgufConfig(file, family);
        var config = new Config(translation.json(), source);
        var weights = new NamedWeights(source, new GgufNames(family, config).rename(file.tensors()));
        return new Checkpoint(Container.GGUF, config, weights, ChatFiles.of(file.metadata()));
    }
}
