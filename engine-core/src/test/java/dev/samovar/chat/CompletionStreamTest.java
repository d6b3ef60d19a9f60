package dev.samovar.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CompletionStreamTest {
    private static final ByteTokenizer TOKENIZER = new ByteTokenizer();

    private static CompletionStream stream(String... stops) {
        return new CompletionStream(TOKENIZER.detokenizer(false), Set.of(ByteTokenizer.END), List.of(stops));
    }

    private static List<String> pieces(CompletionStream stream, String text) {
        List<String> pieces = new ArrayList<>();
        for (int id : TOKENIZER.encode(text, true)) {
            pieces.add(stream.accept(id));
        }
        return pieces;
    }

    @Test
    void givesCodePointsWhole() {
        CompletionStream stream = stream();
        assertEquals(List.of("a", "", "é", "", "", "", "😀"), pieces(stream, "aé😀"));
        assertFalse(stream.ended());
        assertEquals("", stream.end());
    }

    @Test
    void endsAtAnEndTokenAndGivesWhatWasHeldBack() {
        CompletionStream stream = stream("!!");
        assertEquals(List.of("h", "i", "", "!"), pieces(stream, "hi!<end>"));
        assertTrue(stream.ended());
        assertThrows(IllegalStateException.class, () -> stream.accept(65));
    }

    @Test
    void endsBeforeAStopString() {
        CompletionStream stream = stream("é!");
        assertEquals(List.of("a", "", "", ""), pieces(stream, "aé!"));
        assertTrue(stream.ended());
        assertEquals("", stream.end(), "nothing of a stop string leaves at the end either");
    }

    @Test
    void aCutCodePointBecomesOneReplacementCharacter() {
        CompletionStream stream = stream();
        stream.accept(0xf0);
        stream.accept(0x9f);
        assertEquals("\ufffd", stream.end());
    }

    @Test
    void withoutEndTokensTheyAreNeitherTextNorEnd() {
        var stream = new CompletionStream(TOKENIZER.detokenizer(false), Set.of(), List.of());
        assertEquals(List.of("a", "", "b"), pieces(stream, "a<end>b"));
        assertFalse(stream.ended());
    }
}
