package dev.samovar.browser;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Playwright's driver, unpacked once into a folder that later runs use: by itself it unpacks its 120 MB anew at every
 * start.
 */
final class PlaywrightDriver {
    /** Playwright's own name for the folder of an unpacked driver. */
    private static final String PROPERTY = "playwright.cli.dir";

    private PlaywrightDriver() {}

    /** Has Playwright use the driver under {@code cache}, unpacked there if it is not yet. */
    static void use(Path cache) throws IOException {
        if (System.getProperty(PROPERTY) != null) {
            return;
        }
        URL node = PlaywrightDriver.class.getResource("/driver/" + platform() + "/LICENSE");
        if (node == null || !(node.openConnection() instanceof JarURLConnection connection)) {
            return; // not from a jar: Playwright knows its own way
        }
        try (JarFile jar =
                new JarFile(Path.of(connection.getJarFileURL().getPath()).toFile())) {
            String name = Path.of(jar.getName()).getFileName().toString().replace(".jar", "");
            Path folder = cache.resolve(name);
            if (!Files.isDirectory(folder)) {
                unpack(jar, folder);
            }
            System.setProperty(PROPERTY, folder.toString());
        }
    }

    private static void unpack(JarFile jar, Path folder) throws IOException {
        Files.createDirectories(folder.getParent());
        Path unfinished = Files.createTempDirectory(folder.getParent(), "driver");
        String prefix = "driver/" + platform() + "/";
        for (JarEntry entry : Collections.list(jar.entries())) {
            if (entry.getName().startsWith(prefix) && !entry.isDirectory()) {
                Path file = unfinished.resolve(entry.getName().substring(prefix.length()));
                Files.createDirectories(file.getParent());
                try (InputStream in = jar.getInputStream(entry)) {
                    Files.copy(in, file);
                }
            }
        }
        if (!unfinished.resolve("node").toFile().setExecutable(true)) {
            throw new IOException("cannot make " + unfinished.resolve("node") + " executable");
        }
        try {
            Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (!Files.isDirectory(folder)) { // else another run was quicker, and its copy is as good
                throw e;
            }
        }
    }

    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        boolean arm = System.getProperty("os.arch").equals("aarch64");
        return (system.contains("mac") ? "mac" : "linux") + (arm ? "-arm64" : "");
    }
}
