package dev.samovar.api;

import dev.samovar.engine.ApiException;
import dev.samovar.json.Json;

/** The faults of a request, with OpenAI's wording and codes. */
final class Invalid {
    private Invalid() {}

    static ApiException missing(String path) {
        return fault("Missing required parameter: '" + path + "'.", path, "missing_required_parameter");
    }

    static ApiException type(String path, String expected, Json came) {
        return fault(
                "Invalid type for '" + path + "': expected " + expected + ", but got " + described(came) + " instead.",
                path,
                "invalid_type");
    }

    /** A value that is none of those supported. */
    static ApiException value(String path, String value, String supported) {
        return fault(
                "Invalid value for '" + path + "': '" + value + "'. Supported values are: " + supported + ".",
                path,
                "invalid_value");
    }

    /** A value outside its range; {@code code} says on which side. */
    static ApiException range(String path, String expected, String came, String code) {
        return fault("Invalid '" + path + "': expected " + expected + ", but got " + came + " instead.", path, code);
    }

    /** Something OpenAI offers and this engine does not. */
    static ApiException unsupported(String path, String message) {
        return fault(message, path, "unsupported_value");
    }

    private static ApiException fault(String message, String path, String code) {
        return new ApiException(message, "invalid_request_error", path, code);
    }

    static String described(Json came) {
        return switch (came) {
            case Json.Obj ignored -> "an object";
            case Json.Arr ignored -> "an array";
            case Json.Str ignored -> "a string";
            case Json.Num n -> n.isInteger() ? "an integer" : "a decimal";
            case Json.Bool ignored -> "a boolean";
            case Json.Null ignored -> "null";
        };
    }
}
