package dev.samovar.tokenizer.hf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.samovar.tokenizer.Corpus;
import dev.samovar.tokenizer.Tokenizer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Published pipelines over reduced vocabularies against Hugging Face's library, see {@code reduced.py}. */
class ReducedTokenizersTest {

    @TestFactory
    Stream<DynamicContainer> corpusGivesTheOraclesIds() {
        return Stream.of(
                        "llama2",
                        "llama3",
                        "qwen3",
                        "gemma3",
                        "deepseek_v3",
                        "gptoss",
                        "flagged",
                        "unigram",
                        "unigram_bytes")
                .map(name -> DynamicContainer.dynamicContainer(
                        name, Corpus.idsEqual(name + ".expected.json", read(name), true)));
    }

    @Test
    void thePrefixIsWhatThePostProcessorPutsFirst() {
        assertArrayEquals(new int[] {1}, read("llama2").prefix());
        assertArrayEquals(new int[] {2}, read("gemma3").prefix());
        assertArrayEquals(new int[0], read("qwen3").prefix());
    }

    private static Tokenizer read(String name) {
        String file = name + ".tokenizer.json";
        return TokenizerJson.read(Corpus.resource(file), file);
    }
}
