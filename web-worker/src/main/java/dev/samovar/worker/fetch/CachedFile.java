package dev.samovar.worker.fetch;

import org.teavm.jso.typedarrays.Int8Array;

/** A file in the cache, whole or partial: its bytes, and the note beside them. */
final class CachedFile implements Partial {
    private final String key;
    private final PrivateFile data;

    private CachedFile(String key) {
        this.key = key;
        this.data = PrivateFile.open(key);
    }

    /** The name its files go by: addresses are too long and too odd for file names. */
    static String key(String url) {
        return Sha256.of(url);
    }

    /** Opens it, empty if there is none; suspends. Only the holder of the key's lock may. */
    static CachedFile open(String url) {
        return new CachedFile(key(url));
    }

    /** What is known of it; suspends. */
    CacheNote note(String url) {
        return CacheNote.read(url, PrivateFile.text(noteName()));
    }

    @Override
    public long size() {
        return data.size();
    }

    @Override
    public void append(Int8Array bytes) {
        data.append(bytes);
    }

    @Override
    public byte[] read(long offset, int length) {
        return data.read(offset, length);
    }

    @Override
    public void clear() {
        data.clear();
    }

    @Override
    public void describe(CacheNote note) {
        PrivateFile.setText(noteName(), note.text());
    }

    @Override
    public void close() {
        data.close();
    }

    @Override
    public BlobSource source(String name) {
        return new BlobSource(name, data.blob());
    }

    private String noteName() {
        return key + ".json";
    }
}
