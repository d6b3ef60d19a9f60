package dev.samovar.tokenizer;

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
        boolean addSpacePrefix) {}
