package dev.samovar.api;

import dev.samovar.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The field {@code stop}: one string or several. */
final class Stop {
    private static final int MOST = 16;

    private Stop() {}

    static List<String> read(Fields fields) {
        Optional<Json> stop = fields.any("stop");
        if (stop.isEmpty()) {
            return List.of();
        }
        if (stop.get() instanceof Json.Str single) {
            return List.of(checked("stop", single.value()));
        }
        if (!(stop.get() instanceof Json.Arr several)) {
            throw Invalid.type("stop", "a string or an array of strings", stop.get());
        }
        if (several.items().size() > MOST) {
            throw Invalid.range(
                    "stop",
                    "at most " + MOST + " strings",
                    several.items().size() + " strings",
                    "array_above_max_length");
        }
        List<String> stops = new ArrayList<>();
        for (Json item : several.items()) {
            String path = "stop[" + stops.size() + "]";
            stops.add(checked(path, Fields.text(path, item)));
        }
        return stops;
    }

    private static String checked(String path, String stop) {
        if (stop.isEmpty()) {
            throw Invalid.range(
                    path, "a string of at least one character", "an empty string", "string_below_min_length");
        }
        return stop;
    }
}
