package dev.samovar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.samovar.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ids as the oracles of engine-core's tokenizer tests have them, through the command. */
class TokenizeCommandTest {
    /** Spelled out in the corpus; SentencePiece's own library, unlike the command, takes it as ordinary text. */
    private static final String SPECIAL = "<s>";

    private static final Path DATA = Path.of("../engine-core/src/test/resources/dev/samovar/tokenizer");

    @ParameterizedTest
    @CsvSource({"llama3.tokenizer.json,llama3", "gemma3.tokenizer.json,gemma3", "spm_bpe.model,spm_bpe"})
    void printsTheOraclesIds(String file, String expected) throws IOException {
        int compared = 0;
        List<Json> texts = items(DATA.resolve("corpus.json"));
        for (Json entry : items(DATA.resolve(expected + ".expected.json"))) {
            Json text = texts.stream()
                    .filter(t -> Objects.equals(t.get("name"), entry.get("name")))
                    .findFirst()
                    .orElseThrow();
            if (entry.get("ids") instanceof Json.Arr ids && text.get("text") instanceof Json.Str s) {
                if (new Json.Num("1").equals(text.get("times")) && isComparable(s.value())) {
                    CommandRun run = CommandRun.of(
                            s.value(), "tokenize", DATA.resolve(file).toString());
                    assertEquals(ids, Json.parse(run.out()), s.value());
                    compared++;
                }
            }
        }
        assertTrue(compared > 15, "compared " + compared);
    }

    @Test
    void takesTheInputAsItIsAndGivesItBack() {
        String file = DATA.resolve("llama3.tokenizer.json").toString();
        String text = " two  lines,\r\n\nand <|eot_id|> an end \ud83d\ude42\n";
        CommandRun ids = CommandRun.of(text, "tokenize", file);
        assertNotEquals(ids.out(), CommandRun.of(text + "\n", "tokenize", file).out());
        assertEquals(
                text, CommandRun.of(ids.out(), "tokenize", "--decode", file).out());
        assertEquals("[]", CommandRun.of("", "tokenize", file).out().strip());
    }

    @Test
    void findsTheTokenizerOfAFolder(@TempDir Path folder) throws IOException {
        Files.copy(DATA.resolve("spm_bpe.model"), folder.resolve("tokenizer.model"));
        String direct = CommandRun.of(
                        "a text", "tokenize", DATA.resolve("spm_bpe.model").toString())
                .out();
        assertEquals(
                direct, CommandRun.of("a text", "tokenize", folder.toString()).out());
    }

    @Test
    void saysWhatIsWrong(@TempDir Path folder) throws IOException {
        String file = DATA.resolve("llama3.tokenizer.json").toString();
        assertTrue(CommandRun.of("[1, -1]", "tokenize", "--decode", file)
                .err()
                .contains("item 1 of standard input is -1"));
        assertTrue(CommandRun.of("{}", "tokenize", "--decode", file).err().contains("a JSON array of token ids"));
        CommandRun missing =
                CommandRun.of("x", "tokenize", folder.resolve("none").toString());
        assertTrue(missing.err().contains("is no file"), missing.err());
        assertEquals(1, missing.exit());
        assertTrue(CommandRun.of("x", "tokenize", folder.toString()).err().contains("neither tokenizer.json nor"));
        Files.writeString(folder.resolve("noise.bin"), "noise, no tokenizer");
        CommandRun noise =
                CommandRun.of("x", "tokenize", folder.resolve("noise.bin").toString());
        assertTrue(noise.err().startsWith("samovar: ") && noise.err().contains("noise.bin"), noise.err());
    }

    /** Standard input holds no unpaired surrogates. */
    private static boolean isComparable(String text) {
        return !text.contains(SPECIAL) && text.codePoints().noneMatch(c -> c >= 0xd800 && c < 0xe000);
    }

    private static List<Json> items(Path file) throws IOException {
        return ((Json.Arr) Json.parse(Files.readString(file))).items();
    }
}
