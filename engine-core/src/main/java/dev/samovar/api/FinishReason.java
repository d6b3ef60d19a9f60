package dev.samovar.api;

import dev.samovar.json.Json;

/** Why an answer ended. */
public enum FinishReason {
    /** An end token or a stop string. */
    STOP("stop"),
    /** Its most tokens, or the end of the context. */
    LENGTH("length"),
    /** The model called tools. */
    TOOL_CALLS("tool_calls"),
    /** It was interrupted. */
    ABORT("abort");

    private final String text;

    FinishReason(String text) {
        this.text = text;
    }

    /** The spelling on the wire. */
    public String text() {
        return text;
    }

    Json write() {
        return new Json.Str(text);
    }
}
