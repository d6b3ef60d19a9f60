package dev.samovar.weights;

import java.util.List;
import java.util.Optional;

/** The files of a model: a folder on disk or a repository of the hub. */
public interface ModelFiles {

    /** Name for messages: a path or an address. */
    String name();

    /** The file of this name, or empty when there is none. */
    Optional<ByteSource> find(String file);

    /** The file, or an error naming it. */
    default ByteSource require(String file) {
        return find(file).orElseThrow(() -> new ModelFormatException(name() + " holds no file named \"" + file + "\""));
    }

    /** The names of all files, those in folders with their path; none where that cannot be told. */
    default List<String> list() {
        return List.of();
    }

    /** Forgets a copy of the file that turned out damaged, where copies are kept. */
    default void discard(String file) {}
}
