package dev.samovar.worker.fetch;

import dev.samovar.json.Json;
import dev.samovar.worker.fetch.FetchException.Reason;
import java.util.ArrayList;
import java.util.List;

/**
 * An entry of {@code models.json}, the registry of well-known models.
 *
 * @param names what it may be called, first its id; case does not matter
 * @param address {@code HF://…} or http(s)
 */
record KnownModel(List<String> names, String address, long bytes, String sha256) {

    static List<KnownModel> read(Json registry) {
        List<KnownModel> models = new ArrayList<>();
        if (registry instanceof Json.Arr list) {
            for (Json entry : list.items()) {
                List<String> names = new ArrayList<>(List.of(text(entry, "id")));
                if (entry.get("aliases") instanceof Json.Arr aliases) {
                    aliases.items().forEach(alias -> names.add(((Json.Str) alias).value()));
                }
                long bytes = entry.get("bytes") instanceof Json.Num n ? Long.parseLong(n.text()) : -1;
                models.add(new KnownModel(names, text(entry, "address"), bytes, text(entry, "sha256")));
            }
        }
        return models;
    }

    boolean isCalled(String name) {
        return names.stream().anyMatch(name::equalsIgnoreCase);
    }

    private static String text(Json entry, String field) {
        if (entry.get(field) instanceof Json.Str s) {
            return s.value();
        }
        throw new FetchException(Reason.UNKNOWN, "models.json: an entry lacks the text \"" + field + "\"");
    }
}
