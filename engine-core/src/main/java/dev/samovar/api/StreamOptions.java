package dev.samovar.api;

import dev.samovar.json.Json;

/** @param includeUsage whether a last chunk without choices tells the usage */
public record StreamOptions(boolean includeUsage) {
    static StreamOptions read(Fields fields) {
        return fields.object("stream_options")
                .map(options -> new StreamOptions(options.flag("include_usage", false)))
                .orElse(new StreamOptions(false));
    }

    void write(ObjectBuilder out) {
        if (includeUsage) {
            Json options = new ObjectBuilder().putFlag("include_usage", true).build();
            out.put("stream_options", options);
        }
    }
}
