package dev.samovar.checkpoint;

import dev.samovar.weights.ModelFiles;

/** Reads a folder or repository as a checkpoint, whichever kind it is. */
public final class FolderCheckpoint {
    private FolderCheckpoint() {}

    public static Checkpoint read(ModelFiles files) {
        return files.find(MlcCheckpoint.CONFIG).isPresent()
                ? MlcCheckpoint.read(files)
                : HuggingFaceCheckpoint.read(files);
    }
}
