package dev.samovar.engine;

import org.jspecify.annotations.Nullable;

/** A request the caller must change, with the fields of OpenAI's error object. */
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final String type;
    private final @Nullable String param;
    private final @Nullable String code;

    public ApiException(String message, String type, @Nullable String param, @Nullable String code) {
        super(message);
        this.type = type;
        this.param = param;
        this.code = code;
    }

    /** A field with a wrong type or value; {@code param} is its path, such as {@code messages[1].role}. */
    public static ApiException invalid(String param, String message) {
        return new ApiException(message, "invalid_request_error", param, "invalid_value");
    }

    /** Such as {@code invalid_request_error}. */
    public String type() {
        return type;
    }

    /** Path of the request's field at fault, or null. */
    public @Nullable String param() {
        return param;
    }

    /** Machine-readable cause such as {@code context_length_exceeded}, or null. */
    public @Nullable String code() {
        return code;
    }
}
