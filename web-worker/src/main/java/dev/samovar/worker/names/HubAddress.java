package dev.samovar.worker.names;

/**
 * A place on the Hugging Face hub, written {@code HF://owner/name[/path/to/file][@revision]} or
 * {@code HF://owner/name:quantization[@revision]}.
 *
 * @param repository {@code owner/name}
 * @param file empty for the whole repository
 * @param quantization of the repository's GGUF file that is meant, such as {@code Q4_K_M}; empty unless written
 * @param revision {@code main} unless written
 */
public record HubAddress(String repository, String file, String quantization, String revision) {
    /** The hub that addresses mean unless told otherwise. */
    public static final String HUB = "https://huggingface.co";

    private static final String SCHEME = "HF://";

    /** Whether the text is meant as such an address; case does not matter. */
    public static boolean matches(String text) {
        return text.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    }

    /** Reads the address; one without owner and name is an {@link UnknownModelException}. */
    public static HubAddress parse(String text) {
        String rest = text.substring(SCHEME.length());
        int at = rest.lastIndexOf('@');
        String path = at < 0 ? rest : rest.substring(0, at);
        String revision = at < 0 ? "main" : rest.substring(at + 1);
        int owner = path.indexOf('/');
        int name = owner < 0 ? -1 : path.indexOf('/', owner + 1);
        String written = name < 0 ? path : path.substring(0, name);
        String file = name < 0 ? "" : path.substring(name + 1);
        int colon = written.indexOf(':');
        String repository = colon < 0 ? written : written.substring(0, colon);
        String quantization = colon < 0 ? "" : written.substring(colon + 1);
        if (owner <= 0
                || owner >= repository.length() - 1
                || revision.isEmpty()
                || colon >= 0 && (quantization.isEmpty() || !file.isEmpty())) {
            throw new UnknownModelException("expected " + ModelNames.HUB_FORM + ", but found " + text);
        }
        return new HubAddress(repository, file, quantization, revision);
    }

    /** The repository that the file is in. */
    HubAddress wholeRepository() {
        return new HubAddress(repository, "", "", revision);
    }

    /**
     * Where it lies.
     *
     * @param hub the hub's address, such as {@link #HUB}
     */
    ModelPlace at(String hub) {
        String root = hub.endsWith("/") ? hub : hub + "/";
        String url = root + repository + "/resolve/" + revision + "/" + file;
        return url.endsWith("/")
                ? new RemoteRepository(url, root + "api/models/" + repository + "/revision/" + revision, quantization)
                : RemoteFile.at(url);
    }
}
