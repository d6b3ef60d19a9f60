package dev.samovar.checkpoint;

import dev.samovar.weights.ModelFiles;
import java.util.Optional;

/** Reads a folder or repository as a checkpoint, whichever kind it is. */
public final class FolderCheckpoint {
    private FolderCheckpoint() {}

    /** MLC's files, else Hugging Face's, else the GGUF file that {@link GgufChoice} prefers. */
    public static Checkpoint read(ModelFiles files) {
        return read(files, "");
    }

    /** @param quantization of the GGUF file that is meant; empty for whatever is there */
    public static Checkpoint read(ModelFiles files, String quantization) {
        if (quantization.isEmpty()) {
            if (files.find(MlcCheckpoint.CONFIG).isPresent()) {
                return MlcCheckpoint.read(files);
            }
            Optional<Checkpoint> safetensors = HuggingFaceCheckpoint.find(files);
            if (safetensors.isPresent()) {
                return safetensors.get();
            }
        }
        return GgufCheckpoint.read(files, GgufChoice.of(files, quantization));
    }
}
