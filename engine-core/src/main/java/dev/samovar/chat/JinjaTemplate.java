package dev.samovar.chat;

import dev.samovar.api.Message;
import dev.samovar.api.Tool;
import dev.samovar.engine.ApiException;
import dev.samovar.json.Json;
import dev.samovar.template.Limits;
import dev.samovar.template.Template;
import dev.samovar.template.TemplateException;
import dev.samovar.template.Value;
import dev.samovar.weights.ModelFormatException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A chat template in Jinja, given what {@code transformers} gives it. */
public final class JinjaTemplate implements ChatTemplate {
    private final Template template;
    private final Map<String, String> specialTokens;
    private final List<String> stops;
    private final Clock clock;
    private final TemplateMessages messages;

    /**
     * @param text the template
     * @param specialTokens spellings under the names templates know: {@code bos_token}, {@code eos_token}, …
     * @param stops strings that end an answer
     * @throws ModelFormatException when the text is no template
     */
    public JinjaTemplate(String text, Map<String, String> specialTokens, List<String> stops, Clock clock) {
        try {
            template = Template.parse(text);
        } catch (TemplateException fault) {
            throw new ModelFormatException("the model's chat template cannot be read: " + fault.getMessage());
        }
        this.specialTokens = specialTokens;
        this.stops = stops;
        this.clock = clock;
        messages = new TemplateMessages(TemplateAbilities.of(this::rendered));
    }

    @Override
    public Rendered render(List<Message> conversation, List<Tool> tools, Map<String, Json> arguments) {
        try {
            return new Rendered(List.of(), rendered(variables(messages.value(conversation), tools, arguments)));
        } catch (TemplateException fault) {
            throw switch (fault.fault()) {
                case REFUSED -> ApiException.invalid("messages", "The model's chat template says: " + fault.reason());
                case SYNTAX, EVALUATION, LIMIT ->
                    ApiException.invalid(
                            "messages",
                            "The model's chat template cannot write this conversation: " + fault.getMessage());
            };
        }
    }

    private static Map<String, Value> variables(Value messages, List<Tool> tools, Map<String, Json> arguments) {
        Map<String, Value> variables = new LinkedHashMap<>();
        variables.put("messages", messages);
        variables.put("tools", Value.of(tools.isEmpty() ? Json.Null.NULL : definitions(tools)));
        variables.put("documents", Value.of(Json.Null.NULL));
        variables.put("add_generation_prompt", Value.of(Json.Bool.TRUE));
        arguments.forEach((name, value) -> variables.put(name, Value.of(value)));
        return variables;
    }

    private static Json definitions(List<Tool> tools) {
        return new Json.Arr(tools.stream().<Json>map(Tool::definition).toList());
    }

    private String rendered(Map<String, Value> variables) {
        Map<String, Value> all = new LinkedHashMap<>(variables);
        specialTokens.forEach((name, token) -> all.put(name, Value.of(new Json.Str(token))));
        return template.render(all, clock.local(), Limits.DEFAULT);
    }

    @Override
    public List<String> stops() {
        return stops;
    }

    @Override
    public List<Integer> endTokens() {
        return List.of();
    }
}
