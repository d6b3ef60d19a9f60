package dev.samovar.worker.fetch;

import dev.samovar.weights.ByteSource;
import dev.samovar.weights.JsonFile;
import dev.samovar.weights.ModelFiles;
import dev.samovar.worker.fetch.FetchException.Reason;
import dev.samovar.worker.names.RemoteFile;
import dev.samovar.worker.names.RemoteRepository;
import java.util.List;
import java.util.Optional;

/**
 * A folder on a server, such as a repository of the hub.
 *
 * @param url ends with a slash
 * @param listing address of the hub's description of it, empty where there is none
 */
record RemoteFolder(ModelStore store, String url, String listing) implements ModelFiles {

    @Override
    public String name() {
        return url;
    }

    @Override
    public Optional<ByteSource> find(String file) {
        return fetched(url + file);
    }

    @Override
    public List<String> list() {
        Optional<ByteSource> description = listing.isEmpty() ? Optional.empty() : fetched(listing);
        return description.isPresent() ? RemoteRepository.files(JsonFile.read(description.get())) : List.of();
    }

    private Optional<ByteSource> fetched(String address) {
        try {
            return Optional.of(store.file(RemoteFile.at(address)));
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
