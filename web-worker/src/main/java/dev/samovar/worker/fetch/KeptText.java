package dev.samovar.worker.fetch;

import dev.samovar.webgpu.browser.JavaScriptException;

/**
 * A small text in the origin's private file system, shared by its tabs. A browser that cannot keep it reads as empty:
 * nothing depends on what is only remembered.
 */
public record KeptText(String name) {

    /** The text, empty if there is none; suspends. */
    public String read() {
        if (!PrivateFile.isAvailable()) {
            return "";
        }
        Lock lock = lock();
        try {
            return PrivateFile.text(name);
        } catch (FetchException | JavaScriptException e) {
            return "";
        } finally {
            lock.release();
        }
    }

    /** Replaces it; suspends. */
    public void write(String text) {
        if (!PrivateFile.isAvailable()) {
            return;
        }
        Lock lock = lock();
        try {
            PrivateFile.setText(name, text);
        } catch (FetchException | JavaScriptException e) {
            return; // no room: then it is not remembered
        } finally {
            lock.release();
        }
    }

    private Lock lock() {
        return Lock.acquire("samovar " + name);
    }
}
