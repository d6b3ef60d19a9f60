package dev.samovar.model;

import dev.samovar.program.AttentionShape;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Which layers attend through a sliding window: those that {@code layer_types} says, or by the family's own rule.
 *
 * @param width positions seen, 0 for no window anywhere
 */
record Windows(int width, List<String> layerTypes, IntPredicate rule) {

    static Windows of(Config config, IntPredicate rule) {
        return new Windows(config.integer("sliding_window", 0), config.texts("layer_types"), rule);
    }

    /** Every layer sees everything. */
    static Windows none() {
        return new Windows(0, List.of(), layer -> false);
    }

    boolean slides(int layer) {
        return width > 0
                && (layer < layerTypes.size() ? layerTypes.get(layer).equals("sliding_attention") : rule.test(layer));
    }

    /** The layer's attention. */
    AttentionShape of(AttentionShape full, int layer) {
        return slides(layer) ? full.withWindow(width) : full;
    }
}
