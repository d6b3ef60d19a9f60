package dev.samovar.cache;

import dev.samovar.checkpoint.Checkpoint;
import dev.samovar.checkpoint.Container;
import dev.samovar.checkpoint.FolderCheckpoint;
import dev.samovar.checkpoint.GgufChoice;
import dev.samovar.weights.ByteSource;
import dev.samovar.weights.FileSource;
import dev.samovar.weights.GgufParts;
import dev.samovar.weights.JsonFile;
import dev.samovar.weights.MlcTensorCache;
import dev.samovar.weights.ModelFiles;
import dev.samovar.weights.ModelFormatException;
import dev.samovar.worker.names.RemoteRepository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A folder on a server, such as a repository of the hub. Which of its files make a checkpoint, the checkpoint's reader
 * tells by asking for them: each comes into the cache when it does.
 */
public record RemoteFolder(ModelCache cache, RemoteRepository repository, Progress progress) implements ModelFiles {
    /** Lists what came, once everything has: such a folder is not asked about again while its files are unaltered. */
    private static final String LIST = ".whole";

    /** All files of the checkpoint; the folder in the cache, or of a GGUF file its first part. */
    public Path fetch() throws IOException {
        Path folder = cache.path(address());
        Path list = folder.resolve(LIST + repository.quantization());
        if (!isWhole(list)) {
            List<String> names = unwrapped(this::fetchAll);
            Files.createDirectories(folder);
            Files.write(list, names);
        }
        String first = Files.readAllLines(list).getFirst();
        return first.endsWith(".gguf") ? folder.resolve(first) : folder;
    }

    /** A GGUF file with its other parts. */
    public Path fetch(String gguf) throws IOException {
        unwrapped(() -> parts(gguf));
        return cache.path(address().resolve(gguf));
    }

    private List<String> fetchAll() {
        Checkpoint checkpoint = FolderCheckpoint.read(this, repository.quantization());
        if (checkpoint.container() == Container.MLC) {
            compareShards();
        }
        return checkpoint.container() == Container.GGUF
                ? parts(GgufChoice.of(this, repository.quantization()))
                : fetchedFiles();
    }

    /** A shard compares its checksum before it is read, and is discarded where that is another. */
    private void compareShards() {
        MlcTensorCache.read(this).values().forEach(tensor -> tensor.source().read(tensor.offset(), 0));
    }

    private List<String> parts(String gguf) {
        List<String> names = GgufParts.names(gguf);
        names.forEach(this::require);
        return names;
    }

    private static List<String> unwrapped(Supplier<List<String>> fetch) throws IOException {
        try {
            return fetch.get();
        } catch (UncheckedIOException e) {
            throw new IOException(String.valueOf(e.getMessage()), e);
        }
    }

    private URI address() {
        return URI.create(repository.url());
    }

    @Override
    public String name() {
        return repository.url();
    }

    @Override
    public List<String> list() {
        if (repository.listing().isEmpty()) {
            return List.of();
        }
        URI listing = URI.create(repository.listing());
        cache.discard(listing); // there may be more by now
        return fetched(listing)
                .map(description -> RemoteRepository.files(JsonFile.read(description)))
                .orElse(List.of());
    }

    @Override
    public Optional<ByteSource> find(String file) {
        return fetched(address().resolve(relative(file)));
    }

    @Override
    public void discard(String file) {
        cache.discard(address().resolve(relative(file)));
    }

    private Optional<ByteSource> fetched(URI file) {
        try {
            Path fetched = cache.fetch(RemoteModel.at(file), progress);
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

    /** Spaces and the like as addresses write them. */
    private static URI relative(String file) {
        try {
            return new URI(null, null, file, null);
        } catch (URISyntaxException e) {
            throw new ModelFormatException("no name of a file: " + file);
        }
    }

    private static boolean isWhole(Path list) throws IOException {
        if (!Files.isRegularFile(list)) {
            return false;
        }
        for (String name : Files.readAllLines(list)) {
            Path file = list.resolveSibling(name);
            if (!Files.isRegularFile(file) || Checksum.noted(file).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private List<String> fetchedFiles() {
        try (Stream<Path> files = Files.list(cache.path(address()))) {
            return files.filter(file -> Files.exists(Checksum.noteOf(file)))
                    .map(file -> file.getFileName().toString())
                    .filter(name -> !name.endsWith(".gguf"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }
}
