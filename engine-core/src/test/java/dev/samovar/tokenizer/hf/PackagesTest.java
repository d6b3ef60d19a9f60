package dev.samovar.tokenizer.hf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.samovar.json.Json;
import dev.samovar.tokenizer.Corpus;
import dev.samovar.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Published tokenizers against Hugging Face's library. They are too large to commit: this runs when the system property
 * {@code samovar.tokenizers} names a folder with {@code <name>/package/models/tokenizer.json}, as {@code packages.py} says.
 */
class PackagesTest {

    @TestFactory
    Iterable<DynamicTest> idsAndTextsAreTheOracles() throws IOException {
        String folder = System.getProperty("samovar.tokenizers");
        assumeTrue(folder != null, "set -Dsamovar.tokenizers=FOLDER to check published tokenizers");
        Map<String, String> texts = Corpus.texts();
        return ((Json.Obj) Corpus.json("packages.expected.json"))
                .members().entrySet().stream()
                        .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
                            Path file = Path.of(folder, entry.getKey(), "package/models/tokenizer.json");
                            Tokenizer tokenizer = TokenizerJson.read(Files.readAllBytes(file), file.toString());
                            ((Json.Obj) entry.getValue())
                                    .members()
                                    .forEach((name, expected) ->
                                            check(tokenizer, name, Objects.requireNonNull(texts.get(name)), expected));
                        }))
                        .toList();
    }

    private static void check(Tokenizer tokenizer, String name, String text, Json expected) {
        int[] ids = tokenizer.encode(text, true);
        assertEquals(Corpus.string(expected, "ids"), Corpus.digest(ids), name);
        Json decoded = expected.get("decoded");
        String wanted = decoded == null ? Corpus.sha256(Corpus.wellFormed(text)) : ((Json.Str) decoded).value();
        assertEquals(wanted, Corpus.sha256(tokenizer.decode(ids, true)), name + ", decoded");
    }
}
