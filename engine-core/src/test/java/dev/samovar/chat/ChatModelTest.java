package dev.samovar.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.samovar.api.ChatCompletionRequest;
import dev.samovar.checkpoint.ChatFiles;
import dev.samovar.json.Json;
import dev.samovar.template.Moment;
import dev.samovar.weights.ByteSource;
import dev.samovar.weights.MemorySource;
import dev.samovar.weights.ModelFiles;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a folder's files say about conversations. */
class ChatModelTest {
    private static final String TOKENIZER = """
            {"model": {"type": "BPE", "vocab": {"a": 0}, "merges": []}}""";
    private static final String NAMED = """
            {"chat_template": [{"name": "default", "template": "plain"},
            {"name": "tool_use", "template": "{{ tools[0].function.name }}"}]}""";
    private static final String MLC = """
            {"model_config": {}, "conv_template": {"stop_str": ["<end>"], "stop_token_ids": [7], "seps": []}}""";

    @Test
    void aTemplateForToolsIsTakenWhereThereAreTools() {
        ChatModel model = model(Map.of("tokenizer.json", TOKENIZER, "tokenizer_config.json", NAMED));
        assertEquals("plain", render(model, "[]"));
        assertEquals("f", render(model, """
                [{"type": "function", "function": {"name": "f"}}]"""));
    }

    @Test
    void answersEndWhereMlcSaysBesideAJinjaTemplate() {
        ChatModel model =
                model(Map.of("tokenizer.json", TOKENIZER, "tokenizer_config.json", NAMED, "mlc-chat-config.json", MLC));
        assertEquals(List.of("<end>"), model.template().orElseThrow().stops());
        assertTrue(model.endTokens().contains(7));
        assertEquals("plain", render(model, "[]"));
    }

    private static String render(ChatModel model, String tools) {
        ChatCompletionRequest request = ChatCompletionRequest.read(
                Json.parse("{\"messages\": [{\"role\": \"user\", \"content\": \"x\"}], \"tools\": " + tools + "}"));
        return model.template()
                .orElseThrow()
                .render(request.messages(), request.tools(), Map.of())
                .text();
    }

    private static ChatModel model(Map<String, String> files) {
        ModelFiles folder = new ModelFiles() {
            @Override
            public String name() {
                return "folder";
            }

            @Override
            public Optional<ByteSource> find(String file) {
                return Optional.ofNullable(files.get(file))
                        .map(text -> new MemorySource(file, text.getBytes(StandardCharsets.UTF_8)));
            }
        };
        return ChatModel.of(ChatFiles.in(folder), "m", new Clock() {
            @Override
            public double seconds() {
                return 0;
            }

            @Override
            public Moment local() {
                return new Moment(2026, 1, 2, 15, 4, 5);
            }
        });
    }
}
