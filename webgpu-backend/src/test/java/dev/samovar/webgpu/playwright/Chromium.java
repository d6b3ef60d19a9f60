package dev.samovar.webgpu.playwright;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Route;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The system's Chromium, with a fresh profile, for WebGPU on the software adapter (SwiftShader) or a real GPU. */
public final class Chromium implements AutoCloseable {
    private static final String ORIGIN = "http://localhost:1/"; // secure, and never really asked for

    /** WebGPU on the processor: what every machine has. */
    public static final List<String> SOFTWARE = List.of("--use-webgpu-adapter=swiftshader", "--disable-gpu-watchdog");

    /** An NVIDIA card under Linux; with other flags Chromium silently falls back to the software adapter. */
    public static final List<String> NVIDIA = List.of(
            "--ignore-gpu-blocklist",
            "--enable-features=Vulkan",
            "--use-gl=angle",
            "--use-angle=gl-egl",
            "--disable-vulkan-surface");

    private static final List<String> QUIET = List.of(
            "--no-sandbox",
            "--enable-unsafe-webgpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            "--disable-quic");

    private final Playwright playwright;
    private final Browser browser;

    public Chromium(List<String> adapterFlags) {
        this(executable(), adapterFlags);
    }

    /** Another browser than the system's. */
    public Chromium(Path executable, List<String> adapterFlags) {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable)
                        .setArgs(Stream.concat(QUIET.stream(), adapterFlags.stream())
                                .toList()));
    }

    /** {@code $SAMOVAR_CHROMIUM}, or where Debian installs it. */
    public static Path executable() {
        Path path = Path.of(Objects.requireNonNullElse(System.getenv("SAMOVAR_CHROMIUM"), "/usr/bin/chromium"));
        if (!Files.isExecutable(path)) {
            throw new IllegalStateException("no Chromium at " + path
                    + "; install it (apt-get install chromium) or name another in SAMOVAR_CHROMIUM");
        }
        return path;
    }

    /** An empty page that may use WebGPU. */
    Page page() {
        Page page = browser.newPage();
        page.route(
                ORIGIN + "**",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("text/html")
                        .setBody("<!doctype html><title>Samovar</title>")));
        page.navigate(ORIGIN);
        return page;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
