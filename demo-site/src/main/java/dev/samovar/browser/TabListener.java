package dev.samovar.browser;

import dev.samovar.json.Json;

/** Told what the engine in the tab does while a call waits for its end. */
public interface TabListener {

    /** Loading: {@code stage}, {@code loaded} and {@code total} bytes. */
    default void progress(Json progress) {}

    /** A piece of an answer, as the engine streams it. */
    default void chunk(Json chunk) {}

    /** Asked several times a second; true interrupts the answer. */
    default boolean isInterrupted() {
        return false;
    }
}
