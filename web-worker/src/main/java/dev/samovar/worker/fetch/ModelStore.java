package dev.samovar.worker.fetch;

import dev.samovar.checkpoint.Checkpoint;
import dev.samovar.checkpoint.FolderCheckpoint;
import dev.samovar.checkpoint.GgufCheckpoint;
import dev.samovar.json.Json;
import dev.samovar.json.JsonException;
import dev.samovar.webgpu.browser.JavaScriptException;
import dev.samovar.webgpu.browser.Promises;
import dev.samovar.weights.ByteSource;
import dev.samovar.weights.GgufParts;
import dev.samovar.worker.fetch.FetchException.Reason;
import dev.samovar.worker.names.KnownModel;
import dev.samovar.worker.names.ModelNames;
import dev.samovar.worker.names.RemoteFile;
import dev.samovar.worker.names.RemoteRepository;
import java.util.Optional;

/**
 * Opens the files of models by name or address.
 *
 * @param keep whether files are kept for later visits
 */
public record ModelStore(ModelNames names, boolean keep, FetchProgress progress) {

    /**
     * A store that knows the models of the registry beside the engine; suspends.
     *
     * @param hub address that {@code HF://} stands for
     */
    public static ModelStore open(String registryUrl, String hub, boolean keep, FetchProgress progress) {
        return new ModelStore(new ModelNames(KnownModel.read(json(registryUrl)), hub), keep, progress);
    }

    /** A single file, one with its other parts beside it, or a folder, by name or address; suspends. */
    public Checkpoint open(String name) {
        return switch (names.resolve(name)) {
            case RemoteFile file
            when GgufParts.names(file.url()).size() > 1 -> {
                int slash = file.url().lastIndexOf('/') + 1;
                var folder = new RemoteFolder(this, file.url().substring(0, slash), "");
                yield GgufCheckpoint.read(folder, file.url().substring(slash));
            }
            case RemoteFile file -> GgufCheckpoint.read(file(file));
            case RemoteRepository repository ->
                FolderCheckpoint.read(
                        new RemoteFolder(this, repository.url(), repository.listing()), repository.quantization());
        };
    }

    /**
     * A single file; suspends. One that is not to be kept is read from its server in ranges, in the order that loading
     * needs, which no checksum can follow: where one is known, or the server knows no ranges, it is fetched whole.
     */
    ByteSource file(RemoteFile file) {
        var cache = new ModelCache(progress);
        if (keep) {
            return cache.get(file);
        }
        Optional<HttpSource> ranges = file.isPinned() ? Optional.empty() : HttpSource.open(file.url());
        return ranges.isPresent() ? ranges.get() : cache.getForNow(file);
    }

    /** Forgets the copy of a file, so that it is fetched anew; suspends. */
    void discard(String url) {
        if (keep) {
            new ModelCache(progress).discard(url);
        }
    }

    /** Reads a small JSON file of ours; suspends. */
    public static Json json(String url) {
        try {
            Http.Response response = Http.get(url);
            HttpStatus.requireFound(response.getStatus(), url);
            return Json.parse(Promises.await(response.text()).stringValue());
        } catch (JavaScriptException | JsonException e) {
            throw new FetchException(Reason.NETWORK, "cannot read " + url + ": " + e.getMessage());
        }
    }
}
