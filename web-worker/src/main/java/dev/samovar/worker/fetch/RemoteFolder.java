package dev.samovar.worker.fetch;

import dev.samovar.weights.ByteSource;
import dev.samovar.weights.ModelFiles;
import dev.samovar.worker.fetch.FetchException.Reason;
import dev.samovar.worker.names.RemoteFile;
import java.util.Optional;

/** A folder on a server, such as a repository of the hub. */
record RemoteFolder(ModelStore store, String url) implements ModelFiles {

    @Override
    public String name() {
        return url;
    }

    @Override
    public Optional<ByteSource> find(String file) {
        try {
            return Optional.of(store.file(RemoteFile.at(url + file)));
        } catch (FetchException e) {
            if (e.reason() == Reason.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public void discard(String file) {
        store.discard(url + file);
    }
}
