package dev.samovar.worker.fetch;

import dev.samovar.worker.fetch.FetchException.Reason;

/**
 * A place on the Hugging Face hub, written {@code HF://owner/name/path/to/file@revision}.
 *
 * @param file empty for the whole repository
 * @param revision {@code main} unless written
 */
record HubAddress(String repository, String file, String revision) {
    private static final String SCHEME = "HF://";

    static boolean matches(String text) {
        return text.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    }

    static HubAddress parse(String text) {
        String rest = text.substring(SCHEME.length());
        int at = rest.lastIndexOf('@');
        String path = at < 0 ? rest : rest.substring(0, at);
        String revision = at < 0 ? "main" : rest.substring(at + 1);
        int owner = path.indexOf('/');
        int name = owner < 0 ? -1 : path.indexOf('/', owner + 1);
        String repository = name < 0 ? path : path.substring(0, name);
        String file = name < 0 ? "" : path.substring(name + 1);
        if (owner <= 0 || owner == repository.length() - 1 || name == owner + 1 || revision.isEmpty()) {
            throw new FetchException(
                    Reason.UNKNOWN, "expected HF://owner/name/file, optionally @revision, but found " + text);
        }
        return new HubAddress(repository, file, revision);
    }

    /** @param hub the hub's address, such as {@code https://huggingface.co} */
    String url(String hub) {
        return (hub.endsWith("/") ? hub : hub + "/") + repository + "/resolve/" + revision + "/" + file;
    }
}
