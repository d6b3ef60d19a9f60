package dev.samovar.worker;

import dev.samovar.chat.Receiver;
import dev.samovar.json.Json;
import java.util.function.Function;

/** Posts an answer piece by piece. */
record Chunks<T>(Job job, Function<T, Json> write) implements Receiver<T> {

    @Override
    public void next(T piece) {
        job.chunk(write.apply(piece));
    }

    @Override
    public void done() {
        job.done(Json.Null.NULL);
    }

    @Override
    public void failed(RuntimeException cause) {
        job.failed(cause);
    }
}
