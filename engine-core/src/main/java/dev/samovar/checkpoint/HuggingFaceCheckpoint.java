package dev.samovar.checkpoint;

import dev.samovar.json.Json;
import dev.samovar.model.Architectures;
import dev.samovar.model.Config;
import dev.samovar.weights.ByteSource;
import dev.samovar.weights.JsonFile;
import dev.samovar.weights.ModelFiles;
import dev.samovar.weights.ModelFormatException;
import dev.samovar.weights.NamedWeights;
import dev.samovar.weights.SafetensorsFiles;
import dev.samovar.weights.Tensor;
import java.util.List;
import java.util.Optional;

/** Reads a folder or repository of Hugging Face as a checkpoint: {@code config.json} and safetensors. */
public final class HuggingFaceCheckpoint {
    private HuggingFaceCheckpoint() {}

    public static Checkpoint read(ModelFiles files) {
        return find(files)
                .orElseThrow(() -> new ModelFormatException(
                        files.name() + " holds no config.json with model.safetensors or model.safetensors.index.json"));
    }

    /** Empty where {@code config.json} or the safetensors are missing. */
    static Optional<Checkpoint> find(ModelFiles files) {
        Optional<ByteSource> description = files.find("config.json");
        if (description.isEmpty()) {
            return Optional.empty();
        }
        Json json = JsonFile.read(description.get());
        var config = new Config(json, files.name() + "/config.json");
        Architectures.of(config); // refused before gigabytes are fetched
        Optional<List<Tensor>> tensors = SafetensorsFiles.find(files);
        if (tensors.isEmpty()) {
            return Optional.empty();
        }
        var weights = new NamedWeights(files.name(), new HuggingFaceNames(config).rename(tensors.get()));
        return Optional.of(new Checkpoint(Container.SAFETENSORS, config, weights, ChatFiles.in(files, json)));
    }
}
