package dev.samovar.cache;

import dev.samovar.json.Json;
import dev.samovar.worker.names.HubAddress;
import dev.samovar.worker.names.KnownModel;
import dev.samovar.worker.names.ModelNames;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;

/** Names and addresses of models as the engine in the browser understands them, with the same registry. */
public final class KnownModels {
    private KnownModels() {}

    /** The registry, and the hub that {@code HF_ENDPOINT} names, as for the hub's own tools. */
    public static ModelNames ofUser() {
        String hub = Optional.ofNullable(System.getenv("HF_ENDPOINT")).orElse(HubAddress.HUB);
        return new ModelNames(KnownModel.read(Json.parse(resource())), hub);
    }

    private static String resource() {
        try (InputStream in =
                Objects.requireNonNull(KnownModels.class.getResourceAsStream("/dev/samovar/web/models.json"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
