package dev.samovar.api;

import dev.samovar.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The field {@code logit_bias}: token ids as text, since they are member names. */
final class LogitBias {
    private LogitBias() {}

    static Map<Integer, Double> read(Fields fields) {
        Map<Integer, Double> biases = new LinkedHashMap<>();
        fields.object("logit_bias")
                .ifPresent(object -> object.members().forEach((token, bias) -> {
                    String path = object.path(token);
                    biases.put(tokenId(path, token), Fields.number(path, bias, -100, 100));
                }));
        return biases;
    }

    private static int tokenId(String path, String token) {
        try {
            int id = Integer.parseInt(token);
            if (id >= 0) {
                return id;
            }
        } catch (NumberFormatException notAnId) {
            // refused below, as a negative number is
        }
        throw Invalid.value(path, token, "token ids as decimal integers");
    }

    static Optional<Json> write(Map<Integer, Double> logitBias) {
        if (logitBias.isEmpty()) {
            return Optional.empty();
        }
        var biases = new ObjectBuilder();
        logitBias.forEach((token, bias) -> biases.put(Integer.toString(token), bias));
        return Optional.of(biases.build());
    }
}
