package dev.samovar.tokenizer.gguf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.samovar.tokenizer.Corpus;
import dev.samovar.tokenizer.Detokenizer;
import dev.samovar.tokenizer.Tokenizer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DetokenizerTest {
    private final Tokenizer tokenizer = GgufTokenizer.of(Smollm2.vocabulary());

    @Test
    void neverGivesOutPartOfACodePointAndLosesNothing() {
        for (Map.Entry<String, String> entry : Corpus.texts().entrySet()) {
            if (entry.getKey().startsWith("noise")) {
                continue; // 21 of the 256 bytes have no token in this vocabulary, and the noise holds them
            }
            String text = entry.getValue();
            Detokenizer detokenizer = tokenizer.detokenizer(true);
            var out = new StringBuilder();
            for (int id : tokenizer.encode(text, true)) {
                String piece = detokenizer.push(id);
                assertTrue(piece.isEmpty() || !Character.isHighSurrogate(piece.charAt(piece.length() - 1)));
                out.append(piece);
            }
            assertEquals("", detokenizer.flush());
            assertEquals(Corpus.wellFormed(text), out.toString(), entry.getKey());
        }
    }

    @Test
    void aCutCodePointBecomesOneReplacementCharacter() {
        int[] ids = tokenizer.encode("\uD83E\uDD8A", true);
        assertTrue(ids.length > 1, "the fox must take several tokens");
        Detokenizer detokenizer = tokenizer.detokenizer(true);
        assertEquals("", detokenizer.push(ids[0]));
        assertEquals("\uFFFD", detokenizer.flush());
        assertEquals("", detokenizer.flush());
    }

    @Test
    void idsWithoutATokenGiveNothingAndNegativeOnesAreRefused() {
        Detokenizer detokenizer = tokenizer.detokenizer(true);
        assertEquals("", detokenizer.push(tokenizer.vocabularySize() + 7));
        var refused = assertThrows(IndexOutOfBoundsException.class, () -> detokenizer.push(-1));
        assertEquals("token id -1: expected 0 to 49151, the vocabulary's ids", refused.getMessage());
    }
}
