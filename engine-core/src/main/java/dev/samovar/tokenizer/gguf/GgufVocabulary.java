package dev.samovar.tokenizer.gguf;

import dev.samovar.tokenizer.sentencepiece.PieceType;
import dev.samovar.weights.GgufMetadata;
import dev.samovar.weights.GgufValue;
import dev.samovar.weights.ModelFormatException;
import java.util.List;

/**
 * What a GGUF file says about its tokenizer, under {@code tokenizer.ggml.}.
 *
 * @param model the algorithm ({@code gpt2}, {@code llama}, …)
 * @param pre the pre-tokenizer's name ({@code smollm}, {@code llama-bpe}, …), empty when the file has none
 * @param tokens spelling by id
 * @param types kind by id: 1 normal, 2 unknown, 3 control, 4 user-defined, 5 unused, 6 byte; empty when the file has none
 * @param scores log-probability or negative rank by id; empty when the file has none
 * @param merges {@code left right} in order of rank; empty when the file has none
 * @param bos id of the beginning-of-sequence token, or -1
 * @param eos id of the end-of-sequence token, or -1
 * @param unknown id of the unknown token, or -1
 * @param addBos whether a plain prompt begins with {@code bos}
 * @param addSpacePrefix whether a space is put before the text
 * @param trimmed whether spaces at the text's ends go and runs of them become one
 * @param characterMap SentencePiece's compiled respellings, empty when the file has none
 */
public record GgufVocabulary(
        String model,
        String pre,
        List<String> tokens,
        int[] types,
        float[] scores,
        List<String> merges,
        int bos,
        int eos,
        int unknown,
        boolean addBos,
        boolean addSpacePrefix,
        boolean trimmed,
        byte[] characterMap) {
    private static final String PREFIX = "tokenizer.ggml.";

    /** @throws ModelFormatException when the tokens' types or scores are not as many as the tokens, or an id is out of range */
    public GgufVocabulary {
        tokens = List.copyOf(tokens);
        merges = List.copyOf(merges);
        requireCount("token_type", types.length, tokens.size());
        requireCount("scores", scores.length, tokens.size());
    }

    /** @throws ModelFormatException when the file has no vocabulary or one that contradicts itself */
    public static GgufVocabulary of(GgufMetadata metadata) {
        List<String> tokens = metadata.texts(PREFIX + "tokens");
        if (tokens.isEmpty()) {
            throw new ModelFormatException(metadata.source() + " has no " + PREFIX
                    + "tokens: it carries no tokenizer, give one in a file of its own");
        }
        String model = metadata.text(PREFIX + "model").orElse("");
        return new GgufVocabulary(
                model,
                metadata.text(PREFIX + "pre").orElse(""),
                tokens,
                metadata.integers(PREFIX + "token_type"),
                metadata.numbers(PREFIX + "scores"),
                metadata.texts(PREFIX + "merges"),
                id(metadata, "bos_token_id", tokens.size()),
                id(metadata, "eos_token_id", tokens.size()),
                id(metadata, "unknown_token_id", tokens.size()),
                metadata.flag(PREFIX + "add_bos_token").orElse(model.equals("llama")),
                metadata.flag(PREFIX + "add_space_prefix").orElse(model.equals("llama") || model.equals("t5")),
                metadata.flag(PREFIX + "remove_extra_whitespaces").orElse(false),
                characterMap(metadata));
    }

    /** The kind of a token; normal when the file does not say. */
    PieceType type(int id) {
        if (types.length == 0) {
            return PieceType.NORMAL;
        }
        PieceType type = PieceType.of(types[id]);
        if (type == null) {
            throw new ModelFormatException(
                    "metadata " + PREFIX + "token_type[" + id + "] is " + types[id] + ", expected 1 to 6");
        }
        return type;
    }

    /** The ids a plain prompt begins with. */
    int[] prefix() {
        return addBos && bos >= 0 ? new int[] {bos} : new int[0];
    }

    private static byte[] characterMap(GgufMetadata metadata) {
        return switch (metadata.values().get(PREFIX + "precompiled_charsmap")) {
            case null -> new byte[0];
            case GgufValue.Numbers n when n.raw().length == n.count() -> n.raw();
            case GgufValue other ->
                throw new ModelFormatException(metadata.source() + ": metadata " + PREFIX
                        + "precompiled_charsmap must be an array of bytes, not " + other.kind());
        };
    }

    private static int id(GgufMetadata metadata, String key, int tokens) {
        long id = metadata.integer(PREFIX + key).orElse(-1L);
        if (id < -1 || id >= tokens) {
            throw new ModelFormatException(metadata.source() + ": metadata " + PREFIX + key + " is " + id
                    + ", but there are " + tokens + " tokens");
        }
        return (int) id;
    }

    private static void requireCount(String key, int count, int tokens) {
        if (count != 0 && count != tokens) {
            throw new ModelFormatException("metadata " + PREFIX + key + " has " + count + " items, but " + PREFIX
                    + "tokens has " + tokens + "; expected one each");
        }
    }
}
