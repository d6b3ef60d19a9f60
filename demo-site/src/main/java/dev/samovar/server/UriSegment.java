package dev.samovar.server;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** A file's name as one segment of an address. */
record UriSegment(String name) {

    String encoded() {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
