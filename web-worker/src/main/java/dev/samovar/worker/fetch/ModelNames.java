package dev.samovar.worker.fetch;

import dev.samovar.worker.fetch.FetchException.Reason;
import java.util.List;

/** Turns what a caller calls a model into addresses. */
public final class ModelNames {
    private final List<KnownModel> known;
    private final String hub;

    /**
     * @param registry the known models
     * @param hub address that {@code HF://} stands for
     */
    ModelNames(List<KnownModel> registry, String hub) {
        this.known = registry;
        this.hub = hub;
    }

    /** Where a model lies; an address of a folder ends with a slash. */
    RemoteFile resolve(String name) {
        for (KnownModel model : known) {
            if (model.isCalled(name) || model.address().equals(name)) {
                return new RemoteFile(url(model.address()), model.bytes(), model.sha256());
            }
        }
        return RemoteFile.at(url(name));
    }

    private String url(String address) {
        if (HubAddress.matches(address)) {
            return HubAddress.parse(address).url(hub);
        }
        if (address.startsWith("http://") || address.startsWith("https://")) {
            return address;
        }
        List<String> ids = known.stream().map(model -> model.names().getFirst()).toList();
        throw new FetchException(
                Reason.UNKNOWN,
                "there is no model \"" + address
                        + "\"; expected an http(s) address, HF://owner/name/file, a File, or one of "
                        + String.join(", ", ids));
    }
}
