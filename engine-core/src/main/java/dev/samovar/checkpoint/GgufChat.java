package dev.samovar.checkpoint;

import dev.samovar.weights.GgufMetadata;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a GGUF file says about conversations. */
final class GgufChat {
    /** Control tokens that end a turn in one family or another; files often name only one of theirs. */
    private static final Set<String> ENDINGS = Set.of(
            "<|eot_id|>",
            "<|eom_id|>",
            "<|im_end|>",
            "<|end|>",
            "<|endoftext|>",
            "<|end_of_text|>",
            "<end_of_turn>",
            "</s>");

    private static final int CONTROL = 3;

    private GgufChat() {}

    static ChatInputs of(GgufMetadata metadata) {
        Optional<Integer> eos = id(metadata, "eos_token_id");
        Set<Integer> ends = new TreeSet<>();
        eos.ifPresent(ends::add);
        id(metadata, "eot_token_id").ifPresent(ends::add);
        id(metadata, "eom_token_id").ifPresent(ends::add);
        List<String> tokens = metadata.texts("tokenizer.ggml.tokens");
        int[] types = metadata.integers("tokenizer.ggml.token_type");
        for (int i = 0; i < Math.min(types.length, tokens.size()); i++) {
            if (types[i] == CONTROL && ENDINGS.contains(tokens.get(i))) {
                ends.add(i);
            }
        }
        return new ChatInputs(
                metadata.text("tokenizer.chat_template"), id(metadata, "bos_token_id"), eos, List.copyOf(ends));
    }

    private static Optional<Integer> id(GgufMetadata metadata, String name) {
        return metadata.integer("tokenizer.ggml." + name).map(Long::intValue);
    }
}
