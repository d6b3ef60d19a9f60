package dev.samovar.chat;

import dev.samovar.checkpoint.ChatFiles;
import dev.samovar.checkpoint.ChatInputs;
import dev.samovar.sampling.SamplerSettings;
import dev.samovar.tokenizer.Tokenizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What turns text into a model's tokens and back.
 *
 * @param name that answers carry
 * @param template absent when the model knows no conversations
 * @param endTokens ids that end an answer
 * @param defaults sampling where a request leaves it open: what the model's files say, else OpenAI's
 */
public record ChatModel(
        String name,
        Tokenizer tokenizer,
        Optional<ChatTemplate> template,
        Set<Integer> endTokens,
        SamplerSettings defaults) {
    /** OpenAI's: the model's own distribution. */
    public static final SamplerSettings PLAIN = new SamplerSettings(1, 0, 1, 0, 1, 0, 0, Map.of(), 0);

    /** Reads the tokenizer and the template of a checkpoint. */
    public static ChatModel of(ChatFiles files, String name, Clock clock) {
        ChatInputs chat = files.inputs();
        Map<String, String> special = new HashMap<>(Map.of("bos_token", chat.bosToken(), "eos_token", chat.eosToken()));
        special.values().removeIf(String::isEmpty); // templates may ask whether one is defined
        List<String> stops = chat.conversation().map(ConversationFields::stops).orElse(List.of());
        Optional<ChatTemplate> template = Optional.empty();
        if (chat.template().isPresent()) {
            ChatTemplate plain = new JinjaTemplate(chat.template().get(), special, stops, clock);
            template = Optional.of(
                    chat.toolTemplate().isEmpty()
                            ? plain
                            : new TemplatePair(
                                    plain, new JinjaTemplate(chat.toolTemplate().get(), special, stops, clock)));
        } else if (chat.conversation().isPresent()) {
            template = Optional.of(ConversationTemplate.read(chat.conversation().get()));
        }
        Set<Integer> endTokens = new HashSet<>(chat.endTokens());
        template.ifPresent(t -> endTokens.addAll(t.endTokens()));
        Tokenizer tokenizer = files.tokenizer().read();
        tokenizer.id(chat.eosToken()).ifPresent(endTokens::add); // some configurations name none
        return new ChatModel(name, tokenizer, template, endTokens, Sampling.defaults(chat.sampling()));
    }
}
