package dev.samovar.cache;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** SHA-256 of files, and the note that says a file was found right. */
final class Checksum {
    private Checksum() {}

    static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 20];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Records that {@code file}, as it is now, has this checksum. */
    static void note(Path file, String sha256) throws IOException {
        Files.writeString(noteOf(file), sha256 + " " + state(file));
    }

    /** The checksum noted for {@code file}, where size and times are still those of the note. */
    static Optional<String> noted(Path file) throws IOException {
        if (!Files.isRegularFile(noteOf(file))) {
            return Optional.empty();
        }
        String note = Files.readString(noteOf(file));
        int space = note.indexOf(' ');
        return space > 0 && note.substring(space + 1).equals(state(file))
                ? Optional.of(note.substring(0, space))
                : Optional.empty();
    }

    static Path noteOf(Path file) {
        return file.resolveSibling(file.getFileName() + ".verified");
    }

    /** Changes whenever the file is written: where the system has it, the time of the last change of any kind. */
    private static String state(Path file) throws IOException {
        String changed = Files.getFileStore(file).supportsFileAttributeView("unix")
                ? Files.getAttribute(file, "unix:ctime") + " " + Files.getAttribute(file, "unix:ino")
                : "";
        return Files.size(file) + " " + Files.getLastModifiedTime(file) + " " + changed;
    }
}
