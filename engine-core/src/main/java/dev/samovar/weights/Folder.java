package dev.samovar.weights;

import java.io.File;
import java.util.Optional;

/** A model's folder on disk. */
public record Folder(File folder) implements ModelFiles {
    @Override
    public String name() {
        return folder.getPath();
    }

    @Override
    public Optional<ByteSource> find(String file) {
        File found = new File(folder, file);
        return found.isFile() ? Optional.of(FileSource.of(found)) : Optional.empty();
    }
}
