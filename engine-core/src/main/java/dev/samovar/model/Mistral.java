package dev.samovar.model;

/** Mistral: Llama whose every layer attends through a sliding window, where the configuration gives one. */
final class Mistral {
    private static final String DEFAULTS = """
            {"num_key_value_heads": 8, "sliding_window": 4096, "max_position_embeddings": 131072}""";

    private Mistral() {}

    static Architecture of(Config published) {
        Config config = published.withDefaults(DEFAULTS);
        return new Llama(DecoderConfig.of(config), Windows.of(config, layer -> true), false, false, false);
    }
}
