package dev.samovar.cache;

import dev.samovar.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The models with a short name: the entries of {@code models.json}, which the engine in the browser reads too. */
public final class KnownModels {
    private KnownModels() {}

    /**
     * @param aliases further names
     * @param title the name for people
     * @param bytes size of the file
     */
    public record Entry(String id, List<String> aliases, String title, String licence, long bytes, RemoteModel model) {}

    public static List<Entry> all() {
        var entries = new ArrayList<Entry>();
        if (Json.parse(resource()) instanceof Json.Arr list) {
            for (Json item : list.items()) {
                entries.add(entry(item));
            }
        }
        return entries;
    }

    /** The model of this name, in whichever case. */
    public static Optional<Entry> find(String name) {
        return all().stream()
                .filter(e ->
                        e.id().equalsIgnoreCase(name) || e.aliases().stream().anyMatch(name::equalsIgnoreCase))
                .findFirst();
    }

    private static Entry entry(Json item) {
        URI address = HubAddress.parse(text(item, "address")).toHttps();
        Json wheel = item.get("wheel");
        Optional<RemoteModel.Wheel> carried = wheel == null
                ? Optional.empty()
                : Optional.of(new RemoteModel.Wheel(text(wheel, "name"), text(wheel, "version"), text(wheel, "entry")));
        var model = new RemoteModel(text(item, "id"), address, Optional.of(text(item, "sha256")), carried);
        return new Entry(
                text(item, "id"),
                texts(item, "aliases"),
                text(item, "title"),
                text(item, "licence"),
                number(item, "bytes"),
                model);
    }

    private static String text(Json object, String name) {
        if (object.get(name) instanceof Json.Str s) {
            return s.value();
        }
        throw new IllegalStateException("models.json: an entry lacks the text " + name);
    }

    private static List<String> texts(Json object, String name) {
        return object.get(name) instanceof Json.Arr array
                ? array.items().stream()
                        .map(item -> item instanceof Json.Str s ? s.value() : item.text())
                        .toList()
                : List.of();
    }

    private static long number(Json object, String name) {
        if (object.get(name) instanceof Json.Num n) {
            return Long.parseLong(n.text());
        }
        throw new IllegalStateException("models.json: an entry lacks the number " + name);
    }

    private static String resource() {
        try (InputStream in =
                Objects.requireNonNull(KnownModels.class.getResourceAsStream("/dev/samovar/web/models.json"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
