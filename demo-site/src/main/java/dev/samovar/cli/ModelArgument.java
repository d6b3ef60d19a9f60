package dev.samovar.cli;

import dev.samovar.cache.HubAddress;
import dev.samovar.cache.KnownModels;
import dev.samovar.cache.ModelCache;
import dev.samovar.cache.Progress;
import dev.samovar.cache.RemoteModel;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a user may write for a model: a file or folder, an address, {@code HF://owner/name/file}, or a known name. */
final class ModelArgument {
    static final String DEFAULT = "smollm2-135m";
    private final ModelCache cache;
    private final Progress progress;

    ModelArgument(ModelCache cache, Progress progress) {
        this.cache = cache;
        this.progress = progress;
    }

    /** The model on disk, fetched if it is elsewhere. */
    Path resolve(String text) throws IOException {
        Optional<KnownModels.Entry> known = KnownModels.find(text);
        if (known.isPresent()) {
            return cache.fetch(known.get().model(), progress);
        }
        if (HubAddress.matches(text)) {
            return cache.fetch(remote(text, hub(text)), progress);
        }
        if (text.startsWith("http://") || text.startsWith("https://")) {
            return cache.fetch(remote(text, uri(text)), progress);
        }
        Path path = Path.of(text);
        if (Files.exists(path)) {
            return path;
        }
        throw new CommandException("there is no model " + text + ": expected a file, a folder, an http(s) address, "
                + "HF://owner/name/file, or one of "
                + KnownModels.all().stream().map(KnownModels.Entry::id).collect(Collectors.joining(", ")));
    }

    /** A known model under its long address keeps its checksum and its other places. */
    private static RemoteModel remote(String text, URI address) {
        return KnownModels.all().stream()
                .map(KnownModels.Entry::model)
                .filter(m -> m.address().equals(address))
                .findFirst()
                .orElseGet(() -> new RemoteModel(text, address, Optional.empty(), Optional.empty()));
    }

    private static URI hub(String text) {
        try {
            return HubAddress.parse(text).toHttps();
        } catch (IllegalArgumentException e) {
            throw new CommandException(String.valueOf(e.getMessage()), e);
        }
    }

    private static URI uri(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new CommandException("not an address: " + e.getMessage(), e);
        }
    }
}
