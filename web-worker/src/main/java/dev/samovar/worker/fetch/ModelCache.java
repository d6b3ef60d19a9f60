package dev.samovar.worker.fetch;

import dev.samovar.webgpu.browser.JavaScriptException;
import dev.samovar.worker.fetch.FetchException.Reason;
import dev.samovar.worker.names.RemoteFile;

/** Model files in the origin's private file system: fetched once, checked, used by later visits and other tabs. */
final class ModelCache {
    private final FetchProgress progress;

    ModelCache(FetchProgress progress) {
        this.progress = progress;
    }

    /** The file, from the cache or else from its server; suspends. */
    BlobSource get(RemoteFile file) {
        if (!PrivateFile.isAvailable()) {
            return getForNow(file);
        }
        Lock lock = Lock.acquire("samovar " + CachedFile.key(file.url()));
        try {
            return locked(file);
        } finally {
            lock.release();
        }
    }

    /** The file from its server, checked and kept no longer than it is used; suspends. */
    BlobSource getForNow(RemoteFile file) {
        return download(file, new MemoryPartial(), CacheNote.none(file.url()));
    }

    /** Forgets the copy of a file; suspends. */
    void discard(String url) {
        if (!PrivateFile.isAvailable()) {
            return;
        }
        Lock lock = Lock.acquire("samovar " + CachedFile.key(url));
        try {
            CachedFile cached = CachedFile.open(url);
            cached.clear();
            cached.describe(CacheNote.none(url));
            cached.close();
        } finally {
            lock.release();
        }
    }

    private BlobSource locked(RemoteFile file) {
        CachedFile cached = CachedFile.open(file.url());
        try {
            CacheNote note = cached.note(file.url());
            if (note.complete() && cached.size() == note.bytes() && isCurrent(note, file)) {
                return cached.source(file.url());
            }
            boolean canGoOn =
                    !note.complete() && (file.isPinned() || !note.validator().isEmpty());
            if (!canGoOn) {
                cached.clear();
            }
            return download(file, cached, note);
        } finally {
            cached.close();
        }
    }

    /** What fails its check is fetched anew once: the bytes of an earlier try may have been damaged or of another file. */
    private BlobSource download(RemoteFile file, Partial partial, CacheNote note) {
        try {
            new Download(file, partial, note, progress).run();
        } catch (FetchException e) {
            if (e.reason() != Reason.CORRUPT) {
                throw e;
            }
            partial.clear();
            again(file, partial);
        }
        return partial.source(file.url());
    }

    private void again(RemoteFile file, Partial partial) {
        try {
            new Download(file, partial, CacheNote.none(file.url()), progress).run();
        } catch (FetchException e) {
            if (e.reason() == Reason.CORRUPT) {
                partial.clear();
            }
            throw e;
        }
    }

    /** A file known by its checksum cannot change; of others the server is asked, and believed unchanged when silent. */
    private static boolean isCurrent(CacheNote note, RemoteFile file) {
        if (file.isPinned()) {
            return note.sha256().equals(file.sha256());
        }
        try {
            Http.Response head = Http.head(file.url());
            return head.getStatus() >= 500
                    || (head.getStatus() == 200 && Http.validator(head).equals(note.validator()));
        } catch (JavaScriptException e) {
            return true; // no network: the cache is what there is
        }
    }
}
