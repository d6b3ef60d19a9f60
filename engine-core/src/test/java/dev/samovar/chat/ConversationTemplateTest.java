package dev.samovar.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.samovar.api.Message;
import dev.samovar.api.Role;
import dev.samovar.engine.ApiException;
import dev.samovar.json.Json;
import dev.samovar.weights.ModelFormatException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conversation templates of mlc-llm's {@code conversation_template} folder, and the prompts that its protocol makes. */
class ConversationTemplateTest {
    private static final Message SYSTEM = Message.of(Role.SYSTEM, "Be brief.");
    private static final Message HELLO = Message.of(Role.USER, "Hello!");
    private static final Message HI = Message.of(Role.ASSISTANT, "Hi.");
    private static final Message BYE = Message.of(Role.USER, "Bye {user_message}!");

    private static final String LLAMA_3 = """
            {"name": "llama-3", "system_template": "<|start_header_id|>system<|end_header_id|>\\n\\n{system_message}<|eot_id|>",
             "system_message": "You are a helpful, respectful and honest assistant.",
             "system_prefix_token_ids": [128000], "add_role_after_system_message": true,
             "roles": {"user": "<|start_header_id|>user", "assistant": "<|start_header_id|>assistant"},
             "role_templates": {"user": "{user_message}", "assistant": "{assistant_message}", "tool": "{tool_message}"},
             "messages": [], "seps": ["<|eot_id|>"], "role_content_sep": "<|end_header_id|>\\n\\n",
             "role_empty_sep": "<|end_header_id|>\\n\\n", "stop_str": [], "stop_token_ids": [128001, 128009],
             "function_string": "", "use_function_calling": false}""";

    private static final String MISTRAL = """
            {"name": "mistral_default", "system_template": "[INST] {system_message}",
             "system_message": "Always assist with care.", "system_prefix_token_ids": [1],
             "add_role_after_system_message": false, "roles": {"user": "[INST]", "assistant": "[/INST]", "tool": "[INST]"},
             "role_templates": {"user": "{user_message}"}, "seps": [" "], "role_content_sep": " ", "role_empty_sep": "",
             "stop_str": ["</s>"], "stop_token_ids": [2]}""";

    private static final String CHATML = """
            {"system_template": "<|im_start|>system\\n{system_message}<|im_end|>\\n", "system_message": "",
             "roles": {"user": "<|im_start|>user", "assistant": "<|im_start|>assistant"}, "seps": ["<|im_end|>\\n"],
             "role_content_sep": "\\n", "role_empty_sep": "\\n", "stop_str": ["<|im_end|>"], "stop_token_ids": [2]}""";

    @Test
    void writesTurnsAsLlama3Does() {
        ChatTemplate.Rendered written = render(LLAMA_3, List.of(SYSTEM, HELLO, HI, BYE));
        assertEquals(List.of(128000), written.prefix());
        assertEquals(
                "<|start_header_id|>system<|end_header_id|>\n\nBe brief.<|eot_id|>"
                        + "<|start_header_id|>user<|end_header_id|>\n\nHello!<|eot_id|>"
                        + "<|start_header_id|>assistant<|end_header_id|>\n\nHi.<|eot_id|>"
                        + "<|start_header_id|>user<|end_header_id|>\n\nBye {user_message}!<|eot_id|>"
                        + "<|start_header_id|>assistant<|end_header_id|>\n\n",
                written.text());
    }

    @Test
    void usesItsOwnSystemMessageAndNoRoleAfterIt() {
        ChatTemplate.Rendered written = render(MISTRAL, List.of(HELLO, HI, BYE));
        assertEquals(
                "[INST] Always assist with care.Hello! [/INST] Hi. [INST] Bye {user_message}! [/INST]", written.text());
        assertEquals(List.of("</s>"), template(MISTRAL).stops());
        assertEquals(List.of(2), template(MISTRAL).endTokens());
    }

    @Test
    void keepsThinkingModelsFromThinking() {
        var off = template(CHATML).render(List.of(HELLO), List.of(), Map.of("enable_thinking", Json.Bool.FALSE));
        assertTrue(off.text().endsWith("<|im_start|>assistant\n<think>\n\n</think>\n\n"), off.text());
    }

    @Test
    void refusesRolesThatTheTemplateDoesNotKnow() {
        Message tool = Message.of(Role.TOOL, "42");
        var error = assertThrows(ApiException.class, () -> render(LLAMA_3, List.of(HELLO, tool)));
        assertTrue(String.valueOf(error.getMessage()).contains("[user, assistant], not tool"), error.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]|conv_template must be an object",
                "{\"seps\": [], \"roles\": {}}|conv_template.seps must have 1 or 2 items",
                "{\"seps\": [1]}|conv_template.seps must be a string",
                "{\"seps\": [\"a\"], \"roles\": {\"user\": \"u\"}}|conv_template.roles must have user and assistant",
                "{\"seps\": [\"a\"], \"roles\": {\"user\": 1}}|conv_template.roles.user must be a string",
            })
    void saysWhatIsWrong(String json, String message) {
        var error = assertThrows(ModelFormatException.class, () -> template(json));
        assertTrue(String.valueOf(error.getMessage()).contains(message), error.getMessage());
    }

    private static ConversationTemplate template(String json) {
        return ConversationTemplate.read(Json.parse(json));
    }

    private static ChatTemplate.Rendered render(String json, List<Message> messages) {
        return template(json).render(messages, List.of(), Map.of());
    }
}
