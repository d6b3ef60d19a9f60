package dev.samovar.worker.fetch;

import dev.samovar.webgpu.browser.Promises;
import java.nio.charset.StandardCharsets;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSNumber;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.file.Blob;
import org.teavm.jso.typedarrays.Int8Array;

/** A file in the origin's private file system (OPFS), in a folder of our own, open for writing by us alone. */
final class PrivateFile {
    private static final String FOLDER = "navigator.storage.getDirectory().then(function (root) {"
            + " return root.getDirectoryHandle('samovar', { create: true }); })";

    private final JSObject handle;
    private final JSObject access;

    private PrivateFile(JSObject handle) {
        this.handle = handle;
        this.access = Promises.await(access(handle));
    }

    /** Whether the browser offers it to this page; suspends. */
    static boolean isAvailable() {
        return Promises.await(available()).intValue() == 1;
    }

    /** Opens a file, made if missing; suspends. */
    static PrivateFile open(String name) {
        return new PrivateFile(Promises.await(file(name)));
    }

    /** The text of a small file, empty if there is none; suspends. */
    static String text(String name) {
        PrivateFile file = open(name);
        try {
            return new String(file.read(0, (int) file.size()), StandardCharsets.UTF_8);
        } finally {
            file.close();
        }
    }

    /** Replaces the text of a small file; suspends. */
    static void setText(String name, String text) {
        PrivateFile file = open(name);
        try {
            file.clear();
            file.append(Int8Array.copyFromJavaArray(text.getBytes(StandardCharsets.UTF_8)));
        } finally {
            file.close();
        }
    }

    long size() {
        return (long) size(access);
    }

    void append(Int8Array bytes) {
        if (write(access, bytes) != bytes.getByteLength()) {
            throw new FetchException(
                    FetchException.Reason.STORAGE_FULL,
                    "the browser has no room for the model file beyond " + size()
                            + " bytes; free disk space, or load without the cache");
        }
    }

    byte[] read(long offset, int length) {
        Int8Array bytes = new Int8Array(length);
        read(access, bytes, (double) offset);
        return bytes.copyToJavaArray();
    }

    void clear() {
        truncate(access);
    }

    void close() {
        close(access);
    }

    /** Its content as it is now; suspends. */
    Blob blob() {
        return Promises.await(blob(handle));
    }

    @JSBody(
            script = "if (!navigator.storage || !navigator.storage.getDirectory) { return Promise.resolve(0); }"
                    + "return " + FOLDER + ".then(function () { return 1; }, function () { return 0; });")
    private static native JSPromise<JSNumber> available();

    @JSBody(
            params = "name",
            script = "return " + FOLDER
                    + ".then(function (folder) { return folder.getFileHandle(name, { create: true }); });")
    private static native JSPromise<JSObject> file(String name);

    @JSBody(params = "handle", script = "return handle.createSyncAccessHandle();")
    private static native JSPromise<JSObject> access(JSObject handle);

    @JSBody(params = "handle", script = "return handle.getFile();")
    private static native JSPromise<Blob> blob(JSObject handle);

    @JSBody(params = "access", script = "return access.getSize();")
    private static native double size(JSObject access);

    /** Bytes written: fewer than asked for where the disk is full. */
    @JSBody(
            params = {"access", "bytes"},
            script = "try { return access.write(bytes, { at: access.getSize() }); }"
                    + "catch (error) { if (error.name === 'QuotaExceededError') { return -1; } throw error; }")
    private static native int write(JSObject access, Int8Array bytes);

    @JSBody(
            params = {"access", "bytes", "offset"},
            script = "access.read(bytes, { at: offset });")
    private static native void read(JSObject access, Int8Array bytes, double offset);

    @JSBody(params = "access", script = "access.truncate(0);")
    private static native void truncate(JSObject access);

    @JSBody(params = "access", script = "access.close();")
    private static native void close(JSObject access);
}
