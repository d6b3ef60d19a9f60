package dev.samovar.checkpoint;

import dev.samovar.weights.GgufMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
    private static final String PREFIX = "tokenizer.ggml.";

    private GgufChat() {}

    static ChatInputs of(GgufMetadata metadata) {
        List<String> tokens = metadata.texts(PREFIX + "tokens");
        List<Integer> ends = new ArrayList<>();
        for (String key : List.of("eos_token_id", "eot_token_id", "eom_token_id")) {
            metadata.integer(PREFIX + key).map(Long::intValue).ifPresent(ends::add);
        }
        int[] types = metadata.integers(PREFIX + "token_type");
        for (int i = 0; i < Math.min(types.length, tokens.size()); i++) {
            if (types[i] == CONTROL && ENDINGS.contains(tokens.get(i))) {
                ends.add(i);
            }
        }
        return new ChatInputs(
                metadata.text("tokenizer.chat_template"),
                metadata.text("tokenizer.chat_template.tool_use"),
                Optional.empty(),
                spelling(metadata, "bos_token_id", tokens),
                spelling(metadata, "eos_token_id", tokens),
                ends,
                SamplingDefaults.of(metadata));
    }

    private static String spelling(GgufMetadata metadata, String key, List<String> tokens) {
        Optional<Long> id = metadata.integer(PREFIX + key);
        return id.isPresent() && id.get() >= 0 && id.get() < tokens.size()
                ? tokens.get(id.get().intValue())
                : "";
    }
}
