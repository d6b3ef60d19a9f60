package dev.samovar.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.samovar.model.Golden;
import dev.samovar.weights.FileSource;
import dev.samovar.weights.Folder;
import dev.samovar.weights.GgufParts;
import dev.samovar.weights.GgufWriter;
import dev.samovar.weights.ModelFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A golden in three parts, as gguf-py splits files; see oracles/gguf_parts.py. */
class GgufPartsTest {
    private static final Path PARTS = Path.of("src/test/resources/dev/samovar/checkpoint/parts");
    private static final String FIRST = "qwen2-Q8_0-00001-of-00003.gguf";
    private static final String SECOND = "qwen2-Q8_0-00002-of-00003.gguf";
    private static final String THIRD = "qwen2-Q8_0-00003-of-00003.gguf";

    @TempDir
    Path folder;

    /** Eight bits cost random weights this much. */
    @ParameterizedTest
    @ValueSource(strings = {FIRST, SECOND, THIRD})
    void anyPartStandsForAll(String part) {
        float error = Golden.read("qwen2").largestError(GgufCheckpoint.read(new Folder(PARTS.toFile()), part));
        assertTrue(error < 0.1, "largest error " + error + " relative to the row's largest logit");
    }

    @Test
    void aFolderMeansItsParts() {
        Checkpoint checkpoint = FolderCheckpoint.read(new Folder(PARTS.toFile()));
        assertEquals(Container.GGUF, checkpoint.container());
        assertTrue(checkpoint.weights().find("model.norm.weight").isPresent());
    }

    @Test
    void namesTheMissingPart() throws IOException {
        copy(FIRST, FIRST);
        copy(SECOND, SECOND);
        assertRefused(FIRST, THIRD);
    }

    @Test
    void refusesAPartThatComesTwice() throws IOException {
        copy(FIRST, FIRST);
        copy(SECOND, SECOND);
        copy(SECOND, THIRD);
        assertRefused(FIRST, "a part before it");
    }

    @Test
    void refusesAPartWithTensorsMissing() throws IOException {
        copy(FIRST, FIRST);
        copy(SECOND, SECOND);
        byte[] other = new GgufWriter().floats("other", List.of(1), 0).bytes();
        Files.write(folder.resolve(THIRD), other);
        assertRefused(FIRST, "split.tensors.count is");
    }

    @Test
    void refusesPartsUnderOtherNames() throws IOException {
        copy(FIRST, "renamed.gguf");
        assertRefused("renamed.gguf", "split.count is 3, but 1 is here");
        var e = assertThrows(
                ModelFormatException.class,
                () -> GgufCheckpoint.read(
                        FileSource.of(folder.resolve("renamed.gguf").toFile())));
        assertTrue(String.valueOf(e.getMessage()).contains("llama-gguf-split --merge"), e.getMessage());
        copy(FIRST, "x-00001-of-00002.gguf");
        copy(SECOND, "x-00002-of-00002.gguf");
        assertRefused("x-00001-of-00002.gguf", "split.count is 3, but 2 are here");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".gguf",
                "-of-.gguf",
                "00001-of-00002.gguf",
                "x-00000-of-00002.gguf",
                "x-00003-of-00002.gguf",
                "x-00001-of-00000.gguf",
                "x-0001-of-00002.gguf",
                "x-00001-of-+0002.gguf",
                "x-00001-of-00002.ggu"
            })
    void otherNamesAreWholeFiles(String name) {
        assertEquals(List.of(name), GgufParts.names(name));
    }

    private void copy(String part, String to) throws IOException {
        Files.copy(PARTS.resolve(part), folder.resolve(to));
    }

    private void assertRefused(String name, String says) {
        var e = assertThrows(ModelFormatException.class, () -> GgufCheckpoint.read(new Folder(folder.toFile()), name));
        assertTrue(String.valueOf(e.getMessage()).contains(says), e.getMessage());
    }
}
