package dev.samovar.cache;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The folder of fetched models. */
public final class ModelCache {
    private final Path root;

    public ModelCache(Path root) {
        this.root = root;
    }

    /** The user's cache: {@code $SAMOVAR_CACHE}, else {@code samovar} in the system's place for caches. */
    public static ModelCache ofUser() {
        String own = System.getenv("SAMOVAR_CACHE");
        if (own != null && !own.isEmpty()) {
            return new ModelCache(Path.of(own));
        }
        String shared = System.getenv("XDG_CACHE_HOME");
        Path caches = shared != null && !shared.isEmpty()
                ? Path.of(shared)
                : Path.of(System.getProperty("user.home"), ".cache");
        return new ModelCache(caches.resolve("samovar"));
    }

    /** The folder itself. */
    public Path root() {
        return root;
    }

    /** Where the file or folder of an address lies once fetched. */
    public Path path(URI address) {
        Path models = root.resolve("models").toAbsolutePath().normalize();
        String host = Optional.ofNullable(address.getHost()).orElse("local");
        Path file = models.resolve(host + address.getPath()).normalize();
        if (!file.startsWith(models) || file.equals(models)) {
            throw new IllegalArgumentException("the address names no file: " + address);
        }
        return file;
    }

    /** Whether the file is here; its checksum may still turn out wrong. */
    public boolean holds(RemoteModel model) {
        return Files.isRegularFile(path(model.address()));
    }

    /** The model's file: the one kept, if its checksum is right, else one fetched now. */
    public Path fetch(RemoteModel model, Progress progress) throws IOException {
        Path file = path(model.address());
        Files.createDirectories(file.getParent());
        Path lock = sibling(file, ".lock");
        // Two processes that want the same file: the second waits, then finds it there.
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            if (!held.isValid() || !isRight(file, model)) {
                Files.deleteIfExists(file);
                Files.deleteIfExists(Checksum.noteOf(file));
                Path part = sibling(file, ".part");
                String sha256 = new ModelDownload(model, part, progress).run();
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                Checksum.note(file, sha256);
            }
        }
        return file;
    }

    /** Forgets what is known of a file, so that it is fetched anew. */
    void discard(URI address) {
        try {
            Files.deleteIfExists(Checksum.noteOf(path(address)));
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private static boolean isRight(Path file, RemoteModel model) throws IOException {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        Optional<String> noted = Checksum.noted(file);
        if (noted.isPresent()) {
            return model.sha256().isEmpty() || model.sha256().equals(noted);
        }
        if (model.sha256().isEmpty()) {
            return false; // nothing vouches for it
        }
        String found = Checksum.sha256(file);
        if (!found.equals(model.sha256().get())) {
            return false;
        }
        Checksum.note(file, found);
        return true;
    }

    private static Path sibling(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }
}
