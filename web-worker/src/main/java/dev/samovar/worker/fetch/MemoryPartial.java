package dev.samovar.worker.fetch;

import org.teavm.jso.core.JSArray;
import org.teavm.jso.file.Blob;
import org.teavm.jso.typedarrays.Int8Array;

/** Kept as long as the Worker lives, where the browser has no file system; the browser may put blobs on its disk. */
final class MemoryPartial implements Partial {
    private JSArray<Blob> pieces = new JSArray<>();
    private long size;

    @Override
    public long size() {
        return size;
    }

    @Override
    public void append(Int8Array bytes) {
        pieces.push(new Blob(JSArray.of(bytes)));
        size += bytes.getByteLength();
    }

    @Override
    public byte[] read(long offset, int length) {
        return source("a download").read(offset, length);
    }

    @Override
    public void clear() {
        pieces = new JSArray<>();
        size = 0;
    }

    @Override
    public void describe(CacheNote note) {}

    @Override
    public void close() {}

    @Override
    public BlobSource source(String name) {
        return new BlobSource(name, new Blob(pieces));
    }
}
