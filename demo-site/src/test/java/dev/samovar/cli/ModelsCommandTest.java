package dev.samovar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.samovar.cache.KnownModels;
import dev.samovar.cache.ModelCache;
import dev.samovar.worker.names.KnownModel;
import dev.samovar.worker.names.ModelNames;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsCommandTest {
    private final ModelNames names = KnownModels.ofUser();

    @Test
    void listsEveryModelAndWhetherItIsHere(@TempDir Path folder) throws IOException {
        var cache = new ModelCache(folder);
        Path file = cache.path(URI.create(names.resolve("smollm2-135m").url()));
        Files.createDirectories(file.getParent());
        Files.writeString(file, "a model");
        var text = new StringWriter();
        ModelsCommand.list(names, cache, new PrintWriter(text));
        String[] lines = text.toString().split("\n", -1);
        assertEquals(names.known().size() + 2, lines.length);
        assertTrue(lines[1].startsWith("SmolLM2-135M-Instruct "), lines[1]);
        assertTrue(lines[1].contains(" 98 MB ") && lines[1].contains(" 8192 ") && lines[1].contains(" yes "), lines[1]);
        assertTrue(text.toString().contains("HF://mlc-ai/Llama-3.2-1B-Instruct-q4f16_1-MLC"), text.toString());
    }

    /** Each entry says all there is to say, and no name means two models. */
    @Test
    void theRegistryIsComplete() {
        Set<String> called = new HashSet<>();
        for (KnownModel model : names.known()) {
            assertTrue(
                    model.context() > 0
                            && !model.licence().isEmpty()
                            && !model.format().isEmpty(),
                    model.id());
            assertEquals(model.format().startsWith("GGUF"), model.address().endsWith(".gguf"), model.id());
            for (String name : model.names()) {
                assertTrue(called.add(name.toLowerCase(Locale.ROOT)), name);
            }
        }
    }
}
