package dev.samovar.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Debian's and Ubuntu's package of the browser. */
final class ChromiumPackage {
    private static final Path APT_GET = Path.of("/usr/bin/apt-get");
    private static final Path SUDO = Path.of("/usr/bin/sudo");

    private ChromiumPackage() {}

    /** Installs it as root, or where sudo asks for no password; false where that is not the case or fails. */
    static boolean install() throws IOException {
        if (!Files.isExecutable(APT_GET)) {
            return false;
        }
        var prefix = new ArrayList<String>();
        if (!System.getProperty("user.name").equals("root")) {
            if (!Files.isExecutable(SUDO) || !run(List.of(SUDO.toString(), "-n", "true"))) {
                return false;
            }
            prefix.addAll(List.of(SUDO.toString(), "-n"));
        }
        System.err.println("installing Chromium with apt-get");
        return aptGet(prefix, "update") && aptGet(prefix, "install", "-y", "--no-install-recommends", "chromium");
    }

    private static boolean aptGet(List<String> prefix, String... arguments) throws IOException {
        var command = new ArrayList<>(prefix);
        command.addAll(List.of("env", "DEBIAN_FRONTEND=noninteractive", APT_GET.toString(), "-qq"));
        command.addAll(List.of(arguments));
        return run(command);
    }

    private static boolean run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.getOutputStream().close();
        try {
            return process.waitFor() == 0;
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
