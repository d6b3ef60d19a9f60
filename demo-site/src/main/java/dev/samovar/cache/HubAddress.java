package dev.samovar.cache;

import java.net.URI;
import java.util.Optional;

/**
 * A file on the Hugging Face hub, written {@code HF://owner/name/path/to/file}, with {@code @revision} at the end where
 * it is not {@code main}.
 */
public record HubAddress(String repository, String file, String revision) {
    private static final String SCHEME = "HF://";

    public static boolean matches(String text) {
        return text.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    }

    /** Reads the address; one without owner, name and file is an {@link IllegalArgumentException}. */
    public static HubAddress parse(String text) {
        String rest = text.substring(SCHEME.length());
        int at = rest.lastIndexOf('@');
        String revision = at < 0 ? "main" : rest.substring(at + 1);
        String path = at < 0 ? rest : rest.substring(0, at);
        String[] parts = path.split("/", 3);
        if (parts.length < 3 || parts[0].isEmpty() || parts[1].isEmpty() || parts[2].isEmpty() || revision.isEmpty()) {
            throw new IllegalArgumentException("expected HF://owner/name/file with an optional @revision, got " + text);
        }
        return new HubAddress(parts[0] + "/" + parts[1], parts[2], revision);
    }

    /** The address to fetch from; {@code HF_ENDPOINT} names another hub, as for the hub's own tools. */
    public URI toHttps() {
        String hub = Optional.ofNullable(System.getenv("HF_ENDPOINT")).orElse("https://huggingface.co");
        return URI.create(hub + "/" + repository + "/resolve/" + revision + "/" + file);
    }
}
