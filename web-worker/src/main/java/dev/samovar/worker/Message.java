package dev.samovar.worker;

import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;
import org.teavm.jso.file.Blob;

/** A message as the page posted it. */
interface Message extends JSObject {

    /** The page's number for the request; replies repeat it. */
    @JSProperty
    int getId();

    @JSProperty
    String getKind();

    /** JSON text. */
    @JSProperty
    String getBody();

    /** A file the user chose, where the body's {@code model} only names it. */
    @JSProperty
    Blob getBlob();
}
