package dev.samovar.browser;

import dev.samovar.json.Json;

/** An error the engine reported in the tab, with the fields it has there. */
public final class EngineException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final String name;
    private final String code;
    private final String param;

    private EngineException(String name, String message, String code, String param) {
        super(message);
        this.name = name;
        this.code = code;
        this.param = param;
    }

    static EngineException of(Json error) {
        return new EngineException(
                text(error, "name"), text(error, "message"), text(error, "code"), text(error, "param"));
    }

    /** The error's class on the page, such as {@code InvalidRequestError}. */
    public String name() {
        return name;
    }

    /** Machine-readable cause, or empty. */
    public String code() {
        return code;
    }

    /** The request's field at fault, or empty. */
    public String param() {
        return param;
    }

    private static String text(Json error, String name) {
        return error.get(name) instanceof Json.Str s ? s.value() : "";
    }
}
