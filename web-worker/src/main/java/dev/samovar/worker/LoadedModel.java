package dev.samovar.worker;

import dev.samovar.chat.Completions;
import dev.samovar.checkpoint.Checkpoint;
import dev.samovar.engine.Engine;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A model ready to answer. Its tokenizer is built when first needed: checks on token ids do without. */
final class LoadedModel {
    private final Checkpoint checkpoint;
    private final Engine engine;
    private final Supplier<Completions> completions;
    private @Nullable Completions made;

    LoadedModel(Checkpoint checkpoint, Engine engine, Supplier<Completions> completions) {
        this.checkpoint = checkpoint;
        this.engine = engine;
        this.completions = completions;
    }

    Checkpoint checkpoint() {
        return checkpoint;
    }

    Engine engine() {
        return engine;
    }

    Completions completions() {
        if (made == null) {
            made = completions.get();
        }
        return made;
    }
}
