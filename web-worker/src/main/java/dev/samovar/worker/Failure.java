package dev.samovar.worker;

import dev.samovar.engine.ApiException;
import dev.samovar.json.Json;
import dev.samovar.webgpu.GpuException;
import dev.samovar.weights.ModelFormatException;
import dev.samovar.worker.fetch.FetchException;
import dev.samovar.worker.names.UnknownModelException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An error as the page sees it.
 *
 * @param name class of errors.js
 * @param type,code,param as in OpenAI's error object
 */
record Failure(
        String name,
        String message,
        String type,
        @Nullable String code,
        @Nullable String param) {

    static Failure of(Throwable cause) {
        String message = cause.getMessage() == null ? cause.getClass().getName() : cause.getMessage();
        if (cause instanceof ApiException e) {
            return new Failure("InvalidRequestError", message, e.type(), e.code(), e.param());
        }
        if (cause instanceof FetchException e) {
            return new Failure("ModelFetchError", message, "model_error", code(e.reason()), "model");
        }
        if (cause instanceof UnknownModelException) {
            return new Failure("ModelFetchError", message, "model_error", "model_unknown", "model");
        }
        if (cause instanceof ModelFormatException) {
            return new Failure("ModelFormatError", message, "model_error", "model_invalid", "model");
        }
        if (cause instanceof GpuException e) {
            return new Failure("GpuError", message, "gpu_error", code(e.reason()), null);
        }
        return new Failure("SamovarError", cause.toString(), "server_error", "internal_error", null);
    }

    String text() {
        Map<String, Json> error = new LinkedHashMap<>();
        error.put("name", new Json.Str(name));
        error.put("message", new Json.Str(message));
        error.put("type", new Json.Str(type));
        error.put("code", code == null ? Json.Null.NULL : new Json.Str(code));
        error.put("param", param == null ? Json.Null.NULL : new Json.Str(param));
        return new Json.Obj(error).text();
    }

    private static String code(FetchException.Reason reason) {
        return "model_" + reason.name().toLowerCase(Locale.ROOT);
    }

    private static String code(GpuException.Cause cause) {
        return switch (cause) {
            case UNAVAILABLE -> "webgpu_unavailable";
            case OUT_OF_MEMORY -> "gpu_out_of_memory";
            case LOST -> "gpu_device_lost";
            case INVALID -> "gpu_error";
        };
    }
}
