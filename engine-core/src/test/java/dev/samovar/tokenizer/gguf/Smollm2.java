package dev.samovar.tokenizer.gguf;

import dev.samovar.tokenizer.Corpus;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** The tokenizer of SmolLM2-135M-Instruct's GGUF file, from the test resource that {@code smollm2.py} extracted. */
final class Smollm2 {
    private static final int CONTROL_TOKENS = 17;
    private static final int SINGLE_TOKENS = 252;

    private Smollm2() {}

    static GgufVocabulary vocabulary() {
        List<String> lines = lines();
        List<String> tokens = new ArrayList<>(lines.subList(0, SINGLE_TOKENS));
        List<String> merges = lines.subList(SINGLE_TOKENS, lines.size());
        for (String merge : merges) {
            tokens.add(merge.replace(" ", ""));
        }
        int[] types = new int[tokens.size()];
        Arrays.fill(types, 1);
        Arrays.fill(types, 0, CONTROL_TOKENS, 3);
        return new GgufVocabulary(
                "gpt2",
                "smollm",
                tokens,
                types,
                new float[0],
                merges,
                1,
                2,
                0,
                /* addBos= */ false,
                false,
                false,
                new byte[0]);
    }

    private static List<String> lines() {
        byte[] packed = Corpus.resource("smollm2.vocabulary.gz");
        try (var unpacked = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return List.of(new String(unpacked.readAllBytes(), StandardCharsets.UTF_8).split("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
