package dev.samovar.e2e;

import dev.samovar.cache.KnownModels;
import dev.samovar.cache.ModelCache;
import dev.samovar.cache.RemoteModel;
import dev.samovar.json.Json;
import dev.samovar.worker.names.ModelNames;
import dev.samovar.worker.names.RemoteFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The real model, and what it is known to answer. */
final class SmolLm2 {
    private static final Path EXPECTED = Path.of("../goldens/smollm2/expected.json");

    private SmolLm2() {}

    /**
     * A greedy continuation computed elsewhere.
     *
     * @param request {@code messages} or {@code prompt}
     */
    record Case(String name, String kind, Map<String, Json> request, Json inputIds, Json tokens, String text) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** The model's file, fetched into the user's cache where it is not yet. */
    static Path file() throws IOException {
        String name = "SmolLM2-135M-Instruct";
        ModelNames names = KnownModels.ofUser();
        RemoteModel known = RemoteModel.of(name, (RemoteFile) names.resolve(name), names);
        return ModelCache.ofUser().fetch(known, (what, done, total) -> {});
    }

    static List<Case> cases() throws IOException {
        Json.Arr cases = (Json.Arr) member(Json.parse(Files.readString(EXPECTED)), "cases");
        return cases.items().stream().map(SmolLm2::read).toList();
    }

    private static Case read(Json golden) {
        Json messages = golden.get("messages");
        String field = messages == null ? "prompt" : "messages";
        String text = ((Json.Str) member(golden, "text")).value();
        return new Case(
                text.strip().lines().findFirst().orElse(""),
                messages == null ? "completion" : "chat",
                Map.of(field, member(golden, field)),
                member(golden, "input_ids"),
                member(golden, "tokens"),
                text);
    }

    static Json member(Json object, String name) {
        Json value = object.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no " + name + " in " + object.text());
        }
        return value;
    }
}
