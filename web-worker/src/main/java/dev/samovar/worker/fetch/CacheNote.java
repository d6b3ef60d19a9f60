package dev.samovar.worker.fetch;

import dev.samovar.json.Json;
import dev.samovar.json.JsonException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is known of a cached file; kept beside it as JSON.
 *
 * @param validator the server's entity tag or date, or empty
 * @param bytes size of the whole file, -1 while unknown
 * @param sha256 what the whole file was checked against, or empty
 * @param complete whether all of it has come
 */
record CacheNote(String url, String validator, long bytes, String sha256, boolean complete) {

    static CacheNote none(String url) {
        return new CacheNote(url, "", -1, "", false);
    }

    /** A note that cannot be read is as good as none. */
    static CacheNote read(String url, String text) {
        try {
            Json note = Json.parse(text);
            if (note.get("url") instanceof Json.Str itsUrl
                    && itsUrl.value().equals(url)
                    && note.get("validator") instanceof Json.Str validator
                    && note.get("bytes") instanceof Json.Num bytes
                    && note.get("sha256") instanceof Json.Str sha256) {
                return new CacheNote(
                        url,
                        validator.value(),
                        Long.parseLong(bytes.text()),
                        sha256.value(),
                        note.get("complete") == Json.Bool.TRUE);
            }
        } catch (JsonException | NumberFormatException e) {
            return none(url);
        }
        return none(url);
    }

    String text() {
        Map<String, Json> note = new LinkedHashMap<>();
        note.put("url", new Json.Str(url));
        note.put("validator", new Json.Str(validator));
        note.put("bytes", Json.Num.of(bytes));
        note.put("sha256", new Json.Str(sha256));
        note.put("complete", Json.Bool.of(complete));
        return new Json.Obj(note).text();
    }
}
