package dev.samovar.worker;

import dev.samovar.chat.Completions;
import dev.samovar.checkpoint.Checkpoint;
import dev.samovar.engine.Engine;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A model ready to answer. Its tokenizer is built when first needed: checks on token ids do without. */
final class LoadedModel {
    /** Suspends, as no interface of the JDK's may: all its callers would be compiled to be suspended. */
    interface Maker {
        Completions make();
    }

    private final Checkpoint checkpoint;
    private final Map<Integer, Long> cacheBytes;
    private final HostTime host;
    private final Engine engine;
    private final Maker completions;
    private @Nullable Completions made;

    /** @param cacheBytes that a step reads for each position seen, by windows */
    LoadedModel(Checkpoint checkpoint, Map<Integer, Long> cacheBytes, HostTime host, Engine engine, Maker completions) {
        this.checkpoint = checkpoint;
        this.cacheBytes = cacheBytes;
        this.host = host;
        this.engine = engine;
        this.completions = completions;
    }

    Checkpoint checkpoint() {
        return checkpoint;
    }

    Map<Integer, Long> cacheBytes() {
        return cacheBytes;
    }

    HostTime host() {
        return host;
    }

    Engine engine() {
        return engine;
    }

    Completions completions() {
        if (made == null) {
            made = completions.make();
        }
        return made;
    }
}
