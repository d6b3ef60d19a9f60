package dev.samovar.worker;

import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;

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
}
