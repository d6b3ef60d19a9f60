package dev.samovar.tokenizer;

import dev.samovar.tokenizer.split.ByteLevel;
import dev.samovar.tokenizer.split.PreTokenizer;
import dev.samovar.tokenizer.split.Split;
import dev.samovar.weights.ModelFormatException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a name under {@code tokenizer.ggml.pre} stands for: GGUF files carry no patterns, only llama.cpp's names of them.
 *
 * @param patterns each cuts the words of the one before
 * @param wholeWordsFirst a word that is a token stays whole whatever the merges say
 */
record GgufPreTokenizer(List<String> patterns, boolean wholeWordsFirst) {

    static GgufPreTokenizer named(String name) {
        return switch (name) {
            case "gpt-2", "default", "" -> new GgufPreTokenizer(List.of(ByteLevel.PATTERN), false);
            case "smollm", "starcoder", "refact", "command-r", "codeshell" ->
                new GgufPreTokenizer(List.of("\\p{N}", ByteLevel.PATTERN), false);
            default ->
                throw new ModelFormatException("tokenizer.ggml.pre is \"" + name
                        + "\", a pre-tokenizer that is not known; expected one of gpt-2, smollm, starcoder");
        };
    }

    PreTokenizer preTokenizer() {
        List<PreTokenizer> steps = new ArrayList<>();
        for (String pattern : patterns) {
            steps.add(Split.isolated(pattern));
        }
        steps.add(new ByteLevel());
        return new PreTokenizer.Sequence(steps);
    }
}
