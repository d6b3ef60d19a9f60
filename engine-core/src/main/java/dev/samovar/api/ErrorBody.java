package dev.samovar.api;

import dev.samovar.engine.ApiException;
import dev.samovar.json.Json;
import java.util.Optional;

/** OpenAI's error object: {@code {"error": {message, type, param, code}}}. */
public record ErrorBody(String message, String type, Optional<String> param, Optional<String> code) {

    public static ErrorBody of(ApiException fault) {
        return new ErrorBody(
                String.valueOf(fault.getMessage()),
                fault.type(),
                Optional.ofNullable(fault.param()),
                Optional.ofNullable(fault.code()));
    }

    public Json.Obj write() {
        Json.Obj error = new ObjectBuilder()
                .put("message", message)
                .put("type", type)
                .put("param", param.<Json>map(Json.Str::new).orElse(Json.Null.NULL))
                .put("code", code.<Json>map(Json.Str::new).orElse(Json.Null.NULL))
                .build();
        return new ObjectBuilder().put("error", error).build();
    }
}
