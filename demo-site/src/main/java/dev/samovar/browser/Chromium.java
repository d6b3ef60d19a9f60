package dev.samovar.browser;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The browser's program: the user's own. Full browsers come first; the headless shell ends with its page on a trap that
 * a browser reports as an error.
 */
public final class Chromium {
    private static final List<String> NAMES = List.of(
            "chromium",
            "chromium-browser",
            "google-chrome-stable",
            "google-chrome",
            "microsoft-edge-stable",
            "microsoft-edge",
            "brave-browser",
            "chromium-headless-shell");

    private Chromium() {}

    /** {@code $SAMOVAR_CHROMIUM}, else the first browser found in the usual places. */
    public static Optional<Path> find() {
        String own = System.getenv("SAMOVAR_CHROMIUM");
        if (own != null && !own.isEmpty()) {
            return Optional.of(Path.of(own));
        }
        return candidates().stream().filter(Files::isExecutable).findFirst();
    }

    /** The browser found, or one installed now; where neither goes, an error that says what to do. */
    public static Path require() throws IOException {
        Optional<Path> found = find();
        if (found.isEmpty() && ChromiumPackage.install()) {
            found = find();
        }
        return found.orElseThrow(
                () -> new IOException("found no Chromium and could not install it. Install Chromium or "
                        + "Chrome (Debian, Ubuntu: sudo apt-get install chromium; macOS: brew install --cask chromium), "
                        + "or set SAMOVAR_CHROMIUM to the program"));
    }

    private static List<Path> candidates() {
        var paths = new ArrayList<Path>();
        for (String name : NAMES) {
            for (String folder :
                    Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator)) {
                paths.add(Path.of(folder, name));
            }
        }
        String home = System.getProperty("user.home");
        for (String root : List.of("/", home)) {
            paths.add(Path.of(root, "Applications/Google Chrome.app/Contents/MacOS/Google Chrome"));
            paths.add(Path.of(root, "Applications/Chromium.app/Contents/MacOS/Chromium"));
        }
        paths.addAll(ofPlaywright(Path.of(home, ".cache/ms-playwright"), "chrome-linux/chrome"));
        paths.addAll(ofPlaywright(Path.of(home, ".cache/ms-playwright"), "chrome-linux64/chrome"));
        paths.addAll(ofPlaywright(
                Path.of(home, "Library/Caches/ms-playwright"), "chrome-mac/Chromium.app/Contents/MacOS/Chromium"));
        return paths;
    }

    /** Browsers that a Playwright of the user's fetched earlier, newest first. */
    private static List<Path> ofPlaywright(Path folder, String program) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> builds = Files.list(folder)) {
            return builds.filter(b -> b.getFileName().toString().startsWith("chromium-"))
                    .sorted(Comparator.reverseOrder())
                    .map(b -> b.resolve(program))
                    .toList();
        } catch (IOException e) {
            return List.of(); // a folder that cannot be read holds no browser for us
        }
    }
}
