package dev.samovar.worker.fetch;

import dev.samovar.webgpu.browser.JavaScriptException;
import java.util.function.Supplier;

/**
 * A small text in the origin's private file system, shared by its tabs. A browser that cannot keep it reads as empty:
 * nothing depends on what is only remembered.
 */
public record KeptText(String name) {

    /** The text, empty if there is none; suspends. */
    public String read() {
        return locked(() -> PrivateFile.text(name));
    }

    /** Replaces it; suspends. */
    public void write(String text) {
        locked(() -> {
            PrivateFile.setText(name, text);
            return text;
        });
    }

    private String locked(Supplier<String> action) {
        if (!PrivateFile.isAvailable()) {
            return "";
        }
        Lock lock = Lock.acquire("samovar " + name);
        try {
            return action.get();
        } catch (FetchException | JavaScriptException e) {
            return "";
        } finally {
            lock.release();
        }
    }
}
