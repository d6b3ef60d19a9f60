package dev.samovar.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.samovar.weights.ModelFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubjectTest {
    private static final Path GOLDEN = Path.of("../goldens/llama2");

    @TempDir
    Path folder;

    @BeforeEach
    void expect() throws IOException {
        Files.copy(GOLDEN.resolve("expected.json"), folder.resolve("expected.json"));
    }

    @Test
    void isAFolderOfHuggingFace() {
        assertEquals(GOLDEN, Subject.read(GOLDEN).model());
    }

    @Test
    void saysThatThereIsNoModel() {
        assertRefused("neither config.json nor a GGUF file");
    }

    @Test
    void saysThatThereAreSeveral() throws IOException {
        Files.createFile(folder.resolve("a.gguf"));
        Files.createFile(folder.resolve("b.gguf"));
        assertRefused("but 2");
    }

    @Test
    void saysThatTheGgufFileIsNone() throws IOException {
        Files.createFile(folder.resolve("a.gguf"));
        assertRefused("a.gguf");
    }

    private void assertRefused(String says) {
        var error = assertThrows(ModelFormatException.class, () -> Subject.read(folder));
        assertTrue(String.valueOf(error.getMessage()).contains(says), error.toString());
    }
}
