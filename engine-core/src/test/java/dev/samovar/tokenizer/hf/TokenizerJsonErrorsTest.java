package dev.samovar.tokenizer.hf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.samovar.tokenizer.Corpus;
import dev.samovar.weights.ModelFormatException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenizerJsonErrorsTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "{} ~ t has no member \"model\"; it is no tokenizer.json",
                "[] ~ t is no JSON: expected '{' but found '[' at offset 0",
                "{\"model\" ~ t is no JSON: the JSON text ends too early at offset 8",
                "{\"model\":{}} ~ t: model.vocab is missing",
                "{\"model\":{\"type\":\"WordPiece\",\"vocab\":{}}} ~ t: model.type is \"WordPiece\", a model that is not"
                        + " supported; supported are BPE and Unigram",
                "{\"model\":{\"vocab\":{\"a\":0},\"merges\":[\"a b\"]}} ~ t: model.merges[0] names or makes a token that is"
                        + " not in the vocabulary (at \"b\")",
                "{\"model\":{\"vocab\":{\"a\":0},\"merges\":[\"ab\"]}} ~ t: model.merges[0] must be two tokens with one space"
                        + " between (at \"ab\")",
                "{\"model\":{\"vocab\":{\"a\":0},\"merges\":[[\"a\"]]}} ~ t is no JSON: expected two tokens but found ']' at"
                        + " offset 41",
                "{\"model\":{\"vocab\":{\"a\":-1},\"merges\":[]}} ~ token \"a\" has the id -1: expected one of 0 to 1048576",
                "{\"model\":{\"vocab\":{\"a\":2000000000},\"merges\":[]}} ~ token \"a\" has the id 2000000000: expected one of"
                        + " 0 to 1048576",
                "{\"model\":{\"vocab\":{\"a\":\"x\"},\"merges\":[]}} ~ t is no JSON: expected a number but found '\"' at offset"
                        + " 23",
                "{\"model\":{\"vocab\":{},\"merges\":[],\"unk_token\":\"?\"}} ~ t: model.unk_token must be a token of the"
                        + " vocabulary, not \"?\"",
                "{\"model\":{\"vocab\":{},\"merges\":[]},\"normalizer\":{\"type\":\"Odd\"}} ~ t: normalizer.type is \"Odd\", a"
                        + " normalizer that is not supported; supported are Sequence, NFC, NFD, NFKC, NFKD, Prepend, Replace,"
                        + " Lowercase, Strip, StripAccents, Nmt, ByteLevel and Precompiled",
                "{\"model\":{\"vocab\":{},\"merges\":[]},\"pre_tokenizer\":{\"type\":\"Split\",\"pattern\":{\"Regex\":\"(a\"}}} ~"
                        + " t: pre_tokenizer.pattern: expected ')' but found the end at offset 2 of the pattern (a",
                "{\"model\":{\"vocab\":{},\"merges\":[]},\"decoder\":{\"type\":\"Sequence\",\"decoders\":7}} ~ t:"
                        + " decoder.decoders must be an array, not 7",
                "{\"model\":{\"vocab\":{},\"merges\":[]},\"added_tokens\":[{\"id\":1.5,\"content\":\"x\"}]} ~ t:"
                        + " added_tokens[0].id must be a whole number from 0 to 2147483647, not 1.5",
                "{\"model\":{\"vocab\":{},\"merges\":[]},\"normalizer\":{\"type\":\"Precompiled\",\"precompiled_charsmap\":\"AAA=\"}}"
                        + " ~ t: normalizer.precompiled_charsmap must begin with the size of its trie, a multiple of 4 of at"
                        + " most -2, not -1",
            })
    void malformedFilesAreRefusedWithThePlace(String file, String message) {
        var refused = assertThrows(
                ModelFormatException.class, () -> TokenizerJson.read(file.getBytes(StandardCharsets.UTF_8), "t"));
        assertEquals(message, refused.getMessage());
    }

    @Test
    void replacementsOfReplacementsDoNotFillTheMemory() {
        String grow = "{\"type\":\"Replace\",\"pattern\":{\"String\":\"a\"},\"content\":\"" + "a".repeat(1000) + "\"}";
        String file = "{\"model\":{\"vocab\":{\"a\":0},\"merges\":[]},\"normalizer\":{\"type\":\"Sequence\","
                + "\"normalizers\":[" + grow + "," + grow + "," + grow + "," + grow + "]}}";
        var tokenizer = TokenizerJson.read(file.getBytes(StandardCharsets.UTF_8), "t");
        assertThrows(ModelFormatException.class, () -> tokenizer.encode("aa", true));
    }

    @Test
    void mutatedFilesAreReadOrRefused() {
        var random = new Random(7);
        for (String name : new String[] {"llama2", "gptoss", "unigram_bytes"}) {
            byte[] file = Corpus.resource(name + ".tokenizer.json");
            for (int round = 0; round < 300; round++) {
                byte[] mutated = file.clone();
                for (int i = random.nextInt(4); i >= 0; i--) {
                    // the vocabulary is most of the file and the least interesting part
                    int at = random.nextInt(random.nextBoolean() ? 6_000 : mutated.length);
                    mutated[at] = (byte) " \"\\{}[]:,0-x.aé".charAt(random.nextInt(14));
                }
                try {
                    TokenizerJson.read(mutated, name).encode("Hello <s> wörld 12\n", true);
                } catch (ModelFormatException refused) {
                    assertEquals(true, refused.getMessage() != null);
                }
            }
        }
    }
}
