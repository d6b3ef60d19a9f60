package dev.samovar.chat;

import dev.samovar.api.Content;
import dev.samovar.api.Message;
import dev.samovar.api.Role;
import dev.samovar.api.Tool;
import dev.samovar.engine.ApiException;
import dev.samovar.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * MLC's way to write a conversation, {@code conv_template} of {@code mlc-chat-config.json}: the system message in its
 * template, then each message between what its role begins and ends with.
 *
 * @param systemTemplate with the place {@code {system_message}}
 * @param systemMessage where the conversation has none
 * @param systemPrefix token ids before everything
 * @param roleAfterSystem whether the first message after a system message begins with its role too
 * @param roles what a message begins with: {@code user}, {@code assistant}, perhaps {@code tool}
 * @param roleTemplates with the place {@code {user_message}} and so on
 * @param separators after a user's message and after the assistant's
 * @param contentSeparator between a role and what it says
 * @param emptySeparator after the role of the answer to come
 */
public record ConversationTemplate(
        String systemTemplate,
        String systemMessage,
        List<Integer> systemPrefix,
        boolean roleAfterSystem,
        Map<String, String> roles,
        Map<String, String> roleTemplates,
        List<String> separators,
        String contentSeparator,
        String emptySeparator,
        List<String> stops,
        List<Integer> endTokens)
        implements ChatTemplate {
    private static final String FUNCTIONS = "{function_string}";

    /** @throws dev.samovar.weights.ModelFormatException when a member is missing or has the wrong type */
    public static ConversationTemplate read(Json template) {
        return ConversationFields.read(template);
    }

    @Override
    public Rendered render(List<Message> messages, List<Tool> tools, Map<String, Json> arguments) {
        String system = system(messages);
        var text = new StringBuilder(system);
        boolean first = true;
        for (Message message : messages) {
            if (!isSystem(message)) {
                String role = message.role().text();
                boolean named = !first || roleAfterSystem || system.isEmpty();
                text.append(named ? beginning(role) + contentSeparator : "")
                        .append(filled(
                                role, message.content().map(Content::joined).orElse("")))
                        .append(separators.get(role.equals("assistant") ? separators.size() - 1 : 0));
                first = false;
            }
        }
        text.append(beginning("assistant")).append(emptySeparator);
        thinking(arguments).ifPresent(text::append);
        return new Rendered(systemPrefix, withFunctions(text.toString(), tools));
    }

    private static boolean isSystem(Message message) {
        return message.role() == Role.SYSTEM || message.role() == Role.DEVELOPER;
    }

    /** The conversation's system messages, or else the template's own, in their template. */
    private String system(List<Message> messages) {
        List<String> said = new ArrayList<>();
        for (Message message : messages) {
            if (isSystem(message)) {
                said.add(message.content().map(Content::joined).orElse(""));
            }
        }
        return systemTemplate.replace("{system_message}", said.isEmpty() ? systemMessage : String.join("\n", said));
    }

    private String beginning(String role) {
        String beginning = roles.get(role);
        if (beginning == null) {
            throw ApiException.invalid(
                    "messages",
                    "The model's conversation template knows the roles " + roles.keySet() + ", not " + role + ".");
        }
        return beginning;
    }

    private String filled(String role, String content) {
        String place = "{" + role + "_message}";
        return roleTemplates.getOrDefault(role, place).replace(place, content);
    }

    /** An empty thought keeps a thinking model from thinking, as WebLLM does it. */
    private static Optional<String> thinking(Map<String, Json> arguments) {
        boolean off = arguments.get("enable_thinking") == Json.Bool.FALSE;
        return off ? Optional.of("<think>\n\n</think>\n\n") : Optional.empty();
    }

    /** The last place for functions gets the tools; the others vanish. */
    private static String withFunctions(String text, List<Tool> tools) {
        int last = text.lastIndexOf(FUNCTIONS);
        if (last < 0) {
            return text;
        }
        List<Json> functions = new ArrayList<>();
        for (Tool tool : tools) {
            Json function = tool.definition().get("function");
            functions.add(function == null ? tool.definition() : function);
        }
        String written = functions.isEmpty() ? "" : new Json.Arr(functions).text();
        return text.substring(0, last).replace(FUNCTIONS, "") + written + text.substring(last + FUNCTIONS.length());
    }
}
