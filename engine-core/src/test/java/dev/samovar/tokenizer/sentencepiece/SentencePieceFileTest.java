package dev.samovar.tokenizer.sentencepiece;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.samovar.tokenizer.Corpus;
import dev.samovar.tokenizer.Tokenizer;
import dev.samovar.weights.ModelFormatException;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Models of both algorithms against the SentencePiece library, see {@code sentencepiece_models.py}. */
class SentencePieceFileTest {

    @TestFactory
    Stream<DynamicContainer> corpusGivesTheLibrarysIds() {
        return Stream.of("spm_bpe", "spm_bpe_user", "spm_unigram", "spm_unigram_bytes")
                .map(name -> DynamicContainer.dynamicContainer(
                        name, Corpus.idsEqual(name + ".expected.json", read(name), /* parseSpecial= */ false)));
    }

    @Test
    void theSpaceThatEncodingPutsFirstIsTakenAwayAgain() {
        Tokenizer tokenizer = read("spm_bpe");
        assertEquals("The samovar", tokenizer.decode(tokenizer.encode("The samovar", false), false));
        assertEquals("  x\n", tokenizer.decode(tokenizer.encode("  x\n", false), false));
    }

    @Test
    void cutAndMutatedFilesAreReadOrRefused() {
        byte[] file = Corpus.resource("spm_unigram.model");
        for (int length = 0; length < file.length; length += 97) {
            readOrRefuse(Arrays.copyOf(file, length));
        }
        var random = new Random(3);
        for (int round = 0; round < 500; round++) {
            byte[] mutated = file.clone();
            for (int i = random.nextInt(5); i >= 0; i--) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
            }
            readOrRefuse(mutated);
        }
    }

    private static void readOrRefuse(byte[] file) {
        try {
            SentencePieceFile.read(file, "m").encode("Hello  ＡB\u3000wörld", true);
        } catch (ModelFormatException refused) {
            assertFalse(String.valueOf(refused.getMessage()).isEmpty());
        }
    }

    @Test
    void namesWhatIsWrong() {
        assertEquals("m is no SentencePiece model: it holds no pieces", refusal());
        assertEquals(
                "m is no SentencePiece model: expected a field of at most 0 bytes, not 5 at offset 2",
                refusal(0x0A, 5));
        assertEquals("m: model type 3 is not supported, only 1 (unigram) and 2 (BPE)", refusal(0x12, 2, 0x18, 3));
    }

    private static String refusal(int... bytes) {
        byte[] file = new byte[bytes.length];
        for (int i = 0; i < file.length; i++) {
            file[i] = (byte) bytes[i];
        }
        return String.valueOf(assertThrows(ModelFormatException.class, () -> SentencePieceFile.read(file, "m"))
                .getMessage());
    }

    private static Tokenizer read(String name) {
        return SentencePieceFile.read(Corpus.resource(name + ".model"), name);
    }
}
