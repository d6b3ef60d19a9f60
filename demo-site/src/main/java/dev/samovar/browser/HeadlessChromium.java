package dev.samovar.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import dev.samovar.cache.ModelCache;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A running headless browser with a fresh profile. Its calls belong to the thread that launched it. */
public final class HeadlessChromium implements AutoCloseable {
    private static final List<String> FLAGS = List.of(
            "--no-sandbox",
            "--enable-unsafe-webgpu",
            "--disable-gpu-watchdog", // a long dispatch on a software adapter is no hang
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            "--disable-quic",
            "--enable-blink-features=ForceEagerMeasureMemory"); // else a measurement waits for the next garbage
    // collection

    private final Playwright playwright;
    private final Browser browser;
    private final List<String> flags;

    private HeadlessChromium(Playwright playwright, Browser browser, List<String> flags) {
        this.playwright = playwright;
        this.browser = browser;
        this.flags = flags;
    }

    /** Starts the browser found by {@link Chromium#require}. */
    public static HeadlessChromium launch(Adapter adapter) throws IOException {
        Path program = Chromium.require();
        PlaywrightDriver.use(ModelCache.ofUser().root().resolve("playwright"));
        // Playwright's own browsers are never fetched: the user's is driven.
        var playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        var arguments = new ArrayList<>(FLAGS);
        arguments.addAll(adapter.flags());
        try {
            Browser browser = playwright
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(program)
                            .setArgs(arguments)
                            .setHandleSIGINT(false)); // Ctrl-C interrupts the answer, not the browser
            return new HeadlessChromium(playwright, browser, List.copyOf(arguments));
        } catch (RuntimeException e) {
            playwright.close();
            throw new IOException("the browser " + program + " does not start: " + e.getMessage(), e);
        }
    }

    /** The flags it was started with. */
    public List<String> flags() {
        return flags;
    }

    /** A tab with a profile of its own. */
    public Page newPage(Browser.NewContextOptions options) {
        return browser.newContext(options).newPage();
    }

    @Override
    public void close() {
        try {
            browser.close();
        } finally {
            playwright.close();
        }
    }
}
