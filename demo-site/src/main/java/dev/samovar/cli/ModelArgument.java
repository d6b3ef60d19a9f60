package dev.samovar.cli;

import dev.samovar.bench.RandomCheckpoint;
import dev.samovar.cache.KnownModels;
import dev.samovar.cache.ModelCache;
import dev.samovar.cache.Progress;
import dev.samovar.cache.RemoteFolder;
import dev.samovar.cache.RemoteModel;
import dev.samovar.checkpoint.GgufChoice;
import dev.samovar.checkpoint.MlcCheckpoint;
import dev.samovar.weights.Folder;
import dev.samovar.weights.GgufParts;
import dev.samovar.worker.names.ModelNames;
import dev.samovar.worker.names.ModelPlace;
import dev.samovar.worker.names.RemoteFile;
import dev.samovar.worker.names.RemoteRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a user may write for a model: a file or folder on disk, or whatever the engine in the browser takes. */
final class ModelArgument {
    static final String DEFAULT = "smollm2-135m";
    static final String FORMS =
            "File or folder, http(s) address, HF://owner/name[/file|:quantization][@revision], or known name.";

    private final ModelCache cache;
    private final ModelNames names;
    private final Progress progress;

    ModelArgument(ModelCache cache, ModelNames names, Progress progress) {
        this.cache = cache;
        this.names = names;
        this.progress = progress;
    }

    /** With the user's cache and registry, progress shown on standard error. */
    static ModelArgument of(Terminal terminal) {
        return new ModelArgument(
                ModelCache.ofUser(), KnownModels.ofUser(), new ProgressBar(System.err, terminal.err()));
    }

    /** The model, fetched if it is elsewhere. */
    ChosenModel resolve(String text) throws IOException {
        return RandomCheckpoint.isNamed(text) ? new ChosenModel.Random(text) : new ChosenModel.OnDisk(path(text));
    }

    private Path path(String text) throws IOException {
        if (names.find(text).isEmpty() && !ModelNames.isAddress(text) && Files.exists(Path.of(text))) {
            return onDisk(Path.of(text));
        }
        try {
            return fetched(text, names.resolve(text));
        } catch (IllegalArgumentException e) {
            throw new CommandException("not an address: " + e.getMessage(), e);
        }
    }

    private Path fetched(String text, ModelPlace place) throws IOException {
        return switch (place) {
            case RemoteFile file
            when GgufParts.names(file.url()).size() > 1 -> {
                int slash = file.url().lastIndexOf('/') + 1;
                var folder = new RemoteRepository(file.url().substring(0, slash), "", "");
                yield new RemoteFolder(cache, folder, progress).fetch(file.url().substring(slash));
            }
            case RemoteFile file -> cache.fetch(RemoteModel.of(text, file, names), progress);
            case RemoteRepository repository -> new RemoteFolder(cache, repository, progress).fetch();
        };
    }

    /** Of a folder with GGUF files and nothing else that runs, the file that is meant. */
    private static Path onDisk(Path path) {
        if (!Files.isDirectory(path)) {
            return path;
        }
        var folder = new Folder(path.toFile());
        List<String> files = folder.list();
        return files.contains("config.json")
                        || files.contains(MlcCheckpoint.CONFIG)
                        || files.stream().noneMatch(file -> file.endsWith(".gguf"))
                ? path
                : path.resolve(GgufChoice.of(folder, ""));
    }
}
