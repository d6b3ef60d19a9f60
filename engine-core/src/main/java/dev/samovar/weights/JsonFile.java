package dev.samovar.weights;

import dev.samovar.json.Json;
import dev.samovar.json.JsonException;
import java.nio.charset.StandardCharsets;

/** Reads whole JSON files. */
public final class JsonFile {
    /** Far above any configuration or tokenizer, far below what would exhaust the memory. */
    private static final int LARGEST = 200_000_000;

    private JsonFile() {}

    public static Json read(ByteSource source) {
        return parse(bytes(source), source.name());
    }

    /** The whole file; one too large to be a JSON file is an error. */
    public static byte[] bytes(ByteSource source) {
        if (source.size() > LARGEST) {
            throw new ModelFormatException(
                    source.name() + " has " + source.size() + " bytes; JSON files are read up to " + LARGEST);
        }
        return source.read(0, (int) source.size());
    }

    /** @param where the text's place, for messages */
    static Json parse(byte[] utf8, String where) {
        try {
            return Json.parse(new String(utf8, StandardCharsets.UTF_8));
        } catch (JsonException e) {
            throw new ModelFormatException(where + " is no JSON: " + e.getMessage(), e);
        }
    }
}
