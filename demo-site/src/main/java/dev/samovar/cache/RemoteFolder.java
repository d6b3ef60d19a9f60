package dev.samovar.cache;

import dev.samovar.checkpoint.FolderCheckpoint;
import dev.samovar.weights.ByteSource;
import dev.samovar.weights.FileSource;
import dev.samovar.weights.ModelFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder on a server, such as a repository of the hub. Which of its files make a checkpoint, the checkpoint's reader
 * tells by asking for them: each comes into the cache when it does.
 */
public record RemoteFolder(ModelCache cache, RemoteModel model, Progress progress) implements ModelFiles {
    /** Lists what came, once everything has: such a folder is not asked about again while its files are unaltered. */
    private static final String LIST = ".whole";

    /** The folder in the cache with all files of the checkpoint. */
    public Path fetch() throws IOException {
        Path folder = cache.path(model);
        if (!isWhole(folder)) {
            try {
                FolderCheckpoint.read(this);
            } catch (UncheckedIOException e) {
                throw new IOException(String.valueOf(e.getMessage()), e);
            }
            Files.write(folder.resolve(LIST), names(folder));
        }
        return folder;
    }

    @Override
    public String name() {
        return model.address().toString();
    }

    @Override
    public Optional<ByteSource> find(String file) {
        try {
            Path fetched = cache.fetch(RemoteModel.at(model.address().resolve(file)), progress);
            return Optional.of(FileSource.of(fetched.toFile()));
        } catch (FetchException e) {
            if (e.isAbsent()) {
                return Optional.empty();
            }
            throw new UncheckedIOException(e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private static boolean isWhole(Path folder) throws IOException {
        Path list = folder.resolve(LIST);
        if (!Files.isRegularFile(list)) {
            return false;
        }
        for (String name : Files.readAllLines(list)) {
            Path file = folder.resolve(name);
            if (!Files.isRegularFile(file) || Checksum.noted(file).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> Files.exists(Checksum.noteOf(file)))
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }
}
