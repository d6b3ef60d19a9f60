package dev.samovar.worker.fetch;

import org.teavm.jso.typedarrays.Int8Array;

/** A file that is still coming. */
interface Partial {

    /** Bytes that have come. */
    long size();

    void append(Int8Array bytes);

    byte[] read(long offset, int length);

    /** Forgets what has come. */
    void clear();

    /** Remembers what the bytes are of, so that a later try can go on; suspends. */
    void describe(CacheNote note);

    /** Ends the writing; what has come stays where it outlives the page. */
    void close();

    /** The whole file, to be asked for once closed; suspends. */
    BlobSource source(String name);
}
