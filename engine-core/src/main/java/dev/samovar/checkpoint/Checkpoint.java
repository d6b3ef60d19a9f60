package dev.samovar.checkpoint;

import dev.samovar.model.Config;
import dev.samovar.weights.Weights;

/**
 * A model as its files describe it.
 *
 * @param config in Hugging Face's terms
 * @param weights under Hugging Face's names
 * @param chat what turns conversations into tokens and back
 */
public record Checkpoint(Container container, Config config, Weights weights, ChatFiles chat) {

    /** The files' name for messages. */
    public String description() {
        return weights.description();
    }
}
