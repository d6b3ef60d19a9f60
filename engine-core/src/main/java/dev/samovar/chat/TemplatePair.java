package dev.samovar.chat;

import dev.samovar.api.Message;
import dev.samovar.api.Tool;
import dev.samovar.json.Json;
import java.util.List;
import java.util.Map;

/** The templates of a model that has one of its own for conversations with tools, as Hermes has. */
record TemplatePair(ChatTemplate plain, ChatTemplate withTools) implements ChatTemplate {

    @Override
    public Rendered render(List<Message> messages, List<Tool> tools, Map<String, Json> arguments) {
        return (tools.isEmpty() ? plain : withTools).render(messages, tools, arguments);
    }

    @Override
    public List<String> stops() {
        return plain.stops();
    }

    @Override
    public List<Integer> endTokens() {
        return plain.endTokens();
    }
}
