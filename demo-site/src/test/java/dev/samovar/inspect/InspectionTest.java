package dev.samovar.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectionTest {
    private static final Path GOLDEN = Path.of("../goldens/qwen2");
    private static final Path MLC =
            Path.of("../engine-core/src/test/resources/dev/samovar/checkpoint/mlc/qwen2-q4f16_1");

    @Test
    void tellsWhatAFolderHolds() {
        Inspection found = Inspection.of(GOLDEN.toFile());
        assertEquals("qwen2", found.architecture());
        assertEquals("", found.fault());
        String text = print(found);
        assertTrue(text.contains("runs          yes"), text);
        assertTrue(text.contains("model.layers.0.self_attn.q_proj.weight"), text);
    }

    @Test
    void tellsWhatAnMlcRepositoryHolds() {
        Inspection found = Inspection.of(MLC.toFile());
        assertEquals("", found.fault());
        String text = print(found);
        assertTrue(text.contains("MLC repository"), text);
        assertTrue(text.contains("model.layers.0.self_attn.c_attn.q_weight") && text.contains("  Q4"), text);
        assertFalse(text.contains("not used") || text.contains("cannot be decoded"), text);
    }

    @Test
    void saysWhyAModelCouldNotRun(@TempDir File folder) throws IOException {
        Files.copy(GOLDEN.resolve("model.safetensors"), folder.toPath().resolve("model.safetensors"));
        String config = Files.readString(GOLDEN.resolve("config.json")).replace("\"qwen2\"", "\"mamba\"");
        Files.writeString(folder.toPath().resolve("config.json"), config);
        Inspection found = Inspection.of(folder);
        assertTrue(found.fault().contains("model_type mamba; supported are gemma"), found.fault());
        assertTrue(print(found).contains("runs          no: "), print(found));
    }

    private static String print(Inspection found) {
        var text = new StringWriter();
        InspectionReport.print(found, new PrintWriter(text));
        return text.toString();
    }
}
