package dev.samovar.worker;

import dev.samovar.engine.ApiException;
import dev.samovar.kernels.CacheType;
import dev.samovar.model.Config;
import dev.samovar.program.Batch;
import dev.samovar.program.Op;
import dev.samovar.program.Program;

/** How many positions a sequence may have: what was asked for, or the model's own limit as far as memory allows. */
final class ContextLength {
    /** Bytes that the cache may take unasked. Browsers do not tell how much memory a GPU has; laptops have this much. */
    private static final long CACHE_BYTES = 512L << 20;

    private ContextLength() {}

    /** @param asked 0 when left open */
    static int choose(int asked, Config config, Program program, CacheType cache) {
        int most = config.integer("max_position_embeddings");
        if (asked > most) {
            throw ApiException.invalid(
                    "contextLength",
                    "contextLength is " + asked + ", but this model was trained for " + most + " positions");
        }
        if (asked > 0) {
            return asked;
        }
        long affordable = CACHE_BYTES / Math.max(1, pageBytes(program, cache)) * Batch.PAGE;
        return (int) Math.max(Batch.PAGE, Math.min(most, affordable));
    }

    private static long pageBytes(Program program, CacheType cache) {
        long bytes = 0;
        for (Op.Attention attention : program.attentions()) {
            bytes += 2
                    * cache.pageBytes(
                            attention.shape().kvHeads(), attention.shape().headDim());
        }
        return bytes;
    }
}
