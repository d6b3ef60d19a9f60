package dev.samovar.worker;

import dev.samovar.chat.Receiver;
import dev.samovar.json.Json;
import java.util.function.Function;

/** Posts an answer that comes at once. */
record Whole<T>(Job job, Function<T, Json> write) implements Receiver<T> {

    @Override
    public void next(T answer) {
        job.done(write.apply(answer));
    }

    @Override
    public void done() {}

    @Override
    public void failed(RuntimeException cause) {
        job.failed(cause);
    }
}
