package dev.samovar.model;

/** Qwen2 and Qwen2.5: Llama with biases on queries, keys and values; upper layers may have a window. */
final class Qwen2 {
    private static final String DEFAULTS = """
            {"num_key_value_heads": 32, "max_position_embeddings": 32768, "max_window_layers": 28,
             "sliding_window": 4096}""";

    private Qwen2() {}

    static Architecture of(Config published) {
        Config config = published.withDefaults(DEFAULTS);
        return new Llama(DecoderConfig.of(config), windows(config), true, false, false);
    }

    /** Shared with Qwen3. */
    static Windows windows(Config config) {
        int windowed = config.count("max_window_layers", 28);
        boolean used = config.flag("use_sliding_window", false);
        return used ? Windows.of(config, layer -> layer >= windowed) : Windows.none();
    }
}
