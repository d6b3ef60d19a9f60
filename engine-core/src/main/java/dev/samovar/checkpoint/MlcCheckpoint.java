package dev.samovar.checkpoint;

import dev.samovar.json.Json;
import dev.samovar.model.Architectures;
import dev.samovar.model.Config;
import dev.samovar.weights.JsonFile;
import dev.samovar.weights.MlcTensorCache;
import dev.samovar.weights.ModelFiles;
import dev.samovar.weights.NamedWeights;
import dev.samovar.weights.Tensor;
import dev.samovar.weights.WantedShapes;
import java.util.Map;

/** Reads a repository of MLC, as WebLLM uses, as a checkpoint: {@code mlc-chat-config.json}, tensor cache and shards. */
public final class MlcCheckpoint {
    /** The file that tells such a repository. */
    public static final String CONFIG = "mlc-chat-config.json";

    private MlcCheckpoint() {}

    public static Checkpoint read(ModelFiles files) {
        Json chat = JsonFile.read(files.require(CONFIG));
        String source = files.name() + "/" + CONFIG;
        MlcFamily family = MlcConfig.family(chat, source);
        Map<String, Tensor> tensors = MlcTensorCache.read(files);
        Config config = MlcConfig.of(chat, source, family, tensors);
        String quantization = chat.get("quantization") instanceof Json.Str s ? s.value() : "";
        var wanted = WantedShapes.of(Architectures.of(config).record());
        var names = new MlcNames(family, wanted, quantization, source);
        var weights = new NamedWeights(files.name(), names.rename(tensors));
        return new Checkpoint(Container.MLC, config, weights, ChatFiles.in(files, chat));
    }
}
