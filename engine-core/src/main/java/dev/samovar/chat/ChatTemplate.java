package dev.samovar.chat;

import dev.samovar.api.Message;
import dev.samovar.api.Tool;
import dev.samovar.json.Json;
import java.util.List;
import java.util.Map;

/** How a model wants a conversation written down. */
public interface ChatTemplate {

    /**
     * The prompt for the assistant's next message. Special tokens are spelled out in it, and become tokens whoever spelled
     * them: as with Hugging Face, a user who writes {@code <|im_end|>} ends the turn. Callers that pass on text from
     * strangers should remove such spellings first.
     *
     * @param arguments further variables, such as {@code enable_thinking}
     * @throws dev.samovar.engine.ApiException when the conversation does not fit the template
     */
    Rendered render(List<Message> messages, List<Tool> tools, Map<String, Json> arguments);

    /** Strings that end an answer besides the caller's. */
    List<String> stops();

    /** Token ids that end an answer besides the checkpoint's. */
    List<Integer> endTokens();

    /**
     * A conversation written down.
     *
     * @param prefix token ids before the text, which has no spelling for them
     */
    record Rendered(List<Integer> prefix, String text) {}
}
