package dev.samovar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.samovar.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RenderCommandTest {
    private static final Path TOKENIZER =
            Path.of("../engine-core/src/test/resources/dev/samovar/tokenizer/llama3.tokenizer.json");
    private static final String TEMPLATE = "{{ bos_token }}{% for m in messages %}<|start_header_id|>{{ m.role }}"
            + "<|end_header_id|>\n\n{{ m.content }}<|eot_id|>{% endfor %}{% if tools %}{{ tools | tojson }}{% endif %}";

    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.copy(TOKENIZER, folder.resolve("tokenizer.json"));
        String config = new Json.Str(TEMPLATE).text();
        Files.writeString(
                folder.resolve("tokenizer_config.json"),
                "{\"bos_token\": \"<|begin_of_text|>\", \"chat_template\": " + config + "}");
    }

    @Test
    void printsTextAndIds() {
        Json out = Json.parse(run("{\"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}]}")
                .out());
        String text = "<|begin_of_text|><|start_header_id|>user<|end_header_id|>\n\nHi<|eot_id|>";
        assertEquals(new Json.Str(text), out.get("text"));
        assertEquals(
                Json.parse(CommandRun.of(text, "tokenize", folder.toString()).out()), out.get("ids"));
    }

    @Test
    void passesToolsOn() {
        Json out = Json.parse(run("{\"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}], \"tools\": "
                        + "[{\"type\": \"function\", \"function\": {\"name\": \"add\", \"parameters\": {}}}]}")
                .out());
        assertTrue(String.valueOf(out.get("text")).contains("\"name\": \"add\""), out.text());
    }

    @Test
    void saysWhatIsWrong() throws IOException {
        assertTrue(run("{").err().startsWith("samovar: "), run("{").err());
        assertTrue(run("{}").err().contains("messages"), run("{}").err());
        Files.delete(folder.resolve("tokenizer_config.json"));
        CommandRun none = run("{\"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}]}");
        assertTrue(none.err().contains("has no chat template"), none.err());
        assertEquals(1, none.exit());
    }

    private CommandRun run(String request) {
        return CommandRun.of(request, "render", folder.toString());
    }
}
