package dev.samovar.weights;

import java.io.File;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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

    /** The files directly in it. */
    @Override
    public List<String> list() {
        String[] names = folder.list((parent, name) -> new File(parent, name).isFile());
        return names == null ? List.of() : Stream.of(names).sorted().toList();
    }
}
