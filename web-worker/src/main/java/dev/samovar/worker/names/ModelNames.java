package dev.samovar.worker.names;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Turns what a caller calls a model into addresses.
 *
 * @param known the registry
 * @param hub address that {@code HF://} stands for
 */
public record ModelNames(List<KnownModel> known, String hub) {
    static final String HUB_FORM = "HF://owner/name[/file|:quantization][@revision]";

    /** The registry's entry that has this name or address, or comes from this repository. */
    public Optional<KnownModel> find(String name) {
        return known.stream()
                .filter(model -> model.isCalled(name) || model.address().equals(name) || isRepository(name, model))
                .findFirst();
    }

    private static boolean isRepository(String name, KnownModel model) {
        return HubAddress.matches(name)
                && HubAddress.matches(model.address())
                && HubAddress.parse(name)
                        .equals(HubAddress.parse(model.address()).wholeRepository());
    }

    /** Whether the text is an address, known or not. */
    public static boolean isAddress(String text) {
        return HubAddress.matches(text) || text.startsWith("http://") || text.startsWith("https://");
    }

    /** Where a model lies; what is neither known nor an address is an {@link UnknownModelException}. */
    public ModelPlace resolve(String name) {
        Optional<KnownModel> model = find(name);
        if (model.isEmpty()) {
            return place(name);
        }
        KnownModel known = model.get();
        return switch (place(known.address())) {
            case RemoteFile file -> new RemoteFile(file.url(), known.bytes(), known.sha256());
            case RemoteRepository repository -> repository;
        };
    }

    private ModelPlace place(String address) {
        if (HubAddress.matches(address)) {
            return HubAddress.parse(address).at(hub);
        }
        if (isAddress(address)) {
            return address.endsWith("/") ? new RemoteRepository(address, "", "") : RemoteFile.at(address);
        }
        throw new UnknownModelException("there is no model \"" + address
                + "\"; expected a file, an http(s) address, " + HUB_FORM + ", or one of "
                + known.stream().map(KnownModel::id).collect(Collectors.joining(", ")));
    }
}
