package dev.samovar.worker.fetch;

import dev.samovar.webgpu.browser.JavaScriptException;
import dev.samovar.webgpu.browser.Promises;
import dev.samovar.worker.fetch.FetchException.Reason;
import dev.samovar.worker.names.RemoteFile;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.streams.ReadableStreamDefaultReader;
import org.teavm.jso.streams.ReadableStreamReadResult;
import org.teavm.jso.typedarrays.Int8Array;

/** Brings one file, going on where this or an earlier try broke off, as long as the server's file is the same. */
final class Download {
    private static final int HASH_PIECE = 1 << 20;

    private final RemoteFile file;
    private final Partial partial;
    private final FetchProgress progress;
    private Sha256 hash = new Sha256();
    private String validator;
    private long total;

    /** @param note what is known of the bytes already in {@code partial} */
    Download(RemoteFile file, Partial partial, CacheNote note, FetchProgress progress) {
        this.file = file;
        this.partial = partial;
        this.progress = progress;
        this.validator = note.validator();
        this.total = file.bytes();
    }

    /** Returns when all has come; a file other than the known one is a {@link FetchException}. Suspends. */
    void run() {
        hashWhatIsThere();
        var retries = new Retries(file.url());
        while (true) {
            long before = partial.size();
            try {
                String incomplete = receive();
                if (incomplete == null) {
                    verify();
                    return;
                }
                retries.pause(incomplete);
            } catch (JavaScriptException e) {
                if (partial.size() > before) {
                    retries.succeeded();
                }
                retries.pause(String.valueOf(e.getMessage()));
            }
        }
    }

    private void hashWhatIsThere() {
        for (long at = 0; file.isPinned() && at < partial.size(); at += HASH_PIECE) {
            byte[] piece = partial.read(at, (int) Math.min(HASH_PIECE, partial.size() - at));
            hash.update(piece, 0, piece.length);
        }
    }

    /** Null when all has come, else why not. */
    private @Nullable String receive() {
        long have = partial.size();
        if (have > 0 && have == total) {
            return null;
        }
        Http.Response response = have > 0 ? Http.get(file.url(), "bytes=" + have + "-") : Http.get(file.url());
        int status = response.getStatus();
        HttpStatus.requireFound(status, file.url());
        ContentRange range = ContentRange.parse(Http.header(response, "content-range"));
        boolean goesOn = status == 206 && range != null && range.first() == have && sameFile(response);
        if (have > 0 && !goesOn) {
            restart();
        }
        if (status != 200 && !goesOn) {
            Http.discard(response);
            return "status " + status;
        }
        validator = Http.validator(response);
        learnTotal(response, range);
        partial.describe(new CacheNote(file.url(), validator, total, "", false));
        read(response.getBody().getReader());
        return total < 0 || partial.size() == total
                ? null
                : "it ended after " + partial.size() + " of " + total + " bytes";
    }

    private boolean sameFile(Http.Response response) {
        return file.isPinned() || (!validator.isEmpty() && validator.equals(Http.validator(response)));
    }

    private void restart() {
        partial.clear();
        hash = new Sha256();
    }

    private void learnTotal(Http.Response response, @Nullable ContentRange range) {
        String length = Http.header(response, "content-length");
        boolean encoded = !Http.header(response, "content-encoding").isEmpty();
        long told = range != null ? range.total() : length.isEmpty() || encoded ? -1 : Long.parseLong(length);
        if (told >= 0 && file.bytes() >= 0 && told != file.bytes()) {
            throw new FetchException(
                    Reason.CORRUPT,
                    file.url() + " has " + told + " bytes on the server, but the known file has " + file.bytes());
        }
        total = told >= 0 ? told : file.bytes();
    }

    private void read(ReadableStreamDefaultReader reader) {
        while (true) {
            ReadableStreamReadResult result = Promises.await(reader.read());
            if (result.isDone()) {
                return;
            }
            Int8Array bytes = result.getValue();
            partial.append(bytes);
            if (file.isPinned()) {
                hash.update(bytes.copyToJavaArray(), 0, bytes.getByteLength());
            }
            progress.fetched(file.url(), partial.size(), total);
        }
    }

    private void verify() {
        String sha256 = file.isPinned() ? hash.hex() : "";
        if (!sha256.equals(file.sha256())) {
            throw new FetchException(
                    Reason.CORRUPT,
                    file.url() + " is not the known file: its SHA-256 is " + sha256 + ", expected " + file.sha256());
        }
        partial.describe(new CacheNote(file.url(), validator, partial.size(), sha256, true));
    }
}
