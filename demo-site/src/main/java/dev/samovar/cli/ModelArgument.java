package dev.samovar.cli;

import dev.samovar.bench.RandomCheckpoint;
import dev.samovar.cache.KnownModels;
import dev.samovar.cache.ModelCache;
import dev.samovar.cache.Progress;
import dev.samovar.cache.RemoteFolder;
import dev.samovar.cache.RemoteModel;
import dev.samovar.worker.names.ModelNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a user may write for a model: a file or folder on disk, or whatever the engine in the browser takes. */
final class ModelArgument {
    static final String DEFAULT = "smollm2-135m";
    static final String FORMS = "File or folder, http(s) address, HF://owner/name[/file][@revision], or known name.";

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
            return Path.of(text);
        }
        RemoteModel model = remote(text);
        return model.isFolder() ? new RemoteFolder(cache, model, progress).fetch() : cache.fetch(model, progress);
    }

    private RemoteModel remote(String text) {
        try {
            return RemoteModel.of(text, names);
        } catch (IllegalArgumentException e) {
            throw new CommandException("not an address: " + e.getMessage(), e);
        }
    }
}
