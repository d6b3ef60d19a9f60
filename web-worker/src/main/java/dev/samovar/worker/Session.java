package dev.samovar.worker;

import dev.samovar.checkpoint.Checkpoint;
import dev.samovar.checkpoint.GgufCheckpoint;
import dev.samovar.engine.ApiException;
import dev.samovar.json.Json;
import dev.samovar.worker.fetch.BlobSource;
import dev.samovar.worker.fetch.ModelStore;
import java.util.Map;

/** The engine's life in the Worker: one model, loaded once, and the page's requests to it. */
final class Session {

    /** Does a job and answers it. */
    void run(Job job) {
        try {
            job.done(answer(job));
        } catch (RuntimeException e) {
            job.failed(e);
        }
    }

    private Json answer(Job job) {
        return switch (job.kind()) {
            case "load" -> load(job);
            default -> throw ApiException.invalid("kind", "there is no message " + job.kind());
        };
    }

    private Json load(Job job) {
        Checkpoint checkpoint = checkpoint(job);
        return new Json.Obj(Map.of(
                "model",
                new Json.Str(checkpoint.description()),
                "vocabulary",
                Json.Num.of(checkpoint.tokenizer().read().vocabularySize())));
    }

    private static Checkpoint checkpoint(Job job) {
        var settings = LoadSettings.of(job.body());
        if (Page.hasBlob(job.message())) {
            return GgufCheckpoint.read(
                    new BlobSource(settings.model(), job.message().getBlob()));
        }
        var throttle = new Throttle(job);
        ModelStore store = ModelStore.open(
                Page.neighbour("models.json"),
                settings.hub(),
                settings.cache(),
                (url, bytes, total) -> throttle.progress("download", bytes, total));
        return store.open(settings.model());
    }
}
