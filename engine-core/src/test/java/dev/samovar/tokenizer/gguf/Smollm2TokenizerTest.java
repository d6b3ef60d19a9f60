package dev.samovar.tokenizer.gguf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.samovar.json.Json;
import dev.samovar.tokenizer.Corpus;
import dev.samovar.tokenizer.Tokenizer;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** SmolLM2's tokenizer against Hugging Face's library and against transformers' ids of rendered chats. */
class Smollm2TokenizerTest {
    private final Tokenizer tokenizer = GgufTokenizer.of(Smollm2.vocabulary());

    @TestFactory
    List<DynamicTest> renderedChatsGiveTheReferenceIds() {
        return Corpus.array("smollm2.chats.json").stream()
                .map(chat -> DynamicTest.dynamicTest(Corpus.string(chat, "rendered"), () -> {
                    int[] expected = ((Json.Arr) Objects.requireNonNull(chat.get("input_ids")))
                            .items().stream()
                                    .mapToInt(id -> (int) ((Json.Num) id).value())
                                    .toArray();
                    String rendered = Corpus.string(chat, "rendered");
                    assertArrayEquals(expected, tokenizer.encode(rendered, true));
                    assertEquals(rendered, tokenizer.decode(expected, true));
                }))
                .toList();
    }

    @TestFactory
    List<DynamicTest> corpusGivesTheOraclesIds() {
        return Corpus.idsEqual("smollm2.expected.json", tokenizer, true);
    }

    @Test
    void specialTokensInTextAreTokensOnlyWhenAsked() {
        assertArrayEquals(new int[] {2}, tokenizer.encode("<|im_end|>", true));
        int[] ordinary = tokenizer.encode("<|im_end|>", false);
        assertTrue(ordinary.length > 1);
        assertEquals("<|im_end|>", tokenizer.decode(ordinary, false));
        assertEquals("", tokenizer.decode(new int[] {2}, false));
        assertEquals("<|im_end|>", tokenizer.decode(new int[] {2}, true));
    }

    @Test
    void knowsItsTokens() {
        assertEquals(49_152, tokenizer.vocabularySize());
        assertEquals(OptionalInt.of(1), tokenizer.id("<|im_start|>"));
        assertEquals(OptionalInt.empty(), tokenizer.id("no such token"));
        assertTrue(tokenizer.isSpecial(1));
        assertFalse(tokenizer.isSpecial(49_151));
        assertEquals(0, tokenizer.prefix().length);
    }
}
