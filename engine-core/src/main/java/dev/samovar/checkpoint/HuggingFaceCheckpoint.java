package dev.samovar.checkpoint;

import dev.samovar.json.Json;
import dev.samovar.model.Config;
import dev.samovar.weights.ByteSource;
import dev.samovar.weights.JsonFile;
import dev.samovar.weights.ModelFiles;
import dev.samovar.weights.ModelFormatException;
import dev.samovar.weights.NamedWeights;
import dev.samovar.weights.SafetensorsFiles;

/** Reads a folder or repository of Hugging Face as a checkpoint: {@code config.json} and safetensors. */
public final class HuggingFaceCheckpoint {
    private HuggingFaceCheckpoint() {}

    public static Checkpoint read(ModelFiles files) {
        ByteSource description = files.find("config.json")
                .orElseThrow(() -> new ModelFormatException(
                        files.name() + " holds no config.json; if it holds GGUF files, name one of them"));
        Json json = JsonFile.read(description);
        var config = new Config(json, files.name() + "/config.json");
        var weights = new NamedWeights(files.name(), new HuggingFaceNames(config).rename(SafetensorsFiles.read(files)));
        return new Checkpoint(Container.SAFETENSORS, config, weights, ChatFiles.in(files, json));
    }
}
