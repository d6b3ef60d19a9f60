package dev.samovar.checkpoint;

import dev.samovar.json.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a checkpoint says about conversations.
 *
 * @param template the Jinja chat template
 * @param toolTemplate the one for conversations with tools, where the checkpoint has a second
 * @param conversation MLC's own description of a conversation: what answers end at, and for models without a template all of it
 * @param bosToken the template's {@code bos_token}, empty when there is none
 * @param eosToken the template's {@code eos_token}, empty when there is none
 * @param endTokens ids that end an answer, ascending
 * @param sampling how tokens are drawn where a request does not say, by the names of a request's fields
 */
public record ChatInputs(
        Optional<String> template,
        Optional<String> toolTemplate,
        Optional<Json> conversation,
        String bosToken,
        String eosToken,
        List<Integer> endTokens,
        Map<String, Double> sampling) {
    public ChatInputs {
        endTokens = endTokens.stream().distinct().sorted().toList();
        sampling = Collections.unmodifiableMap(new LinkedHashMap<>(sampling)); // TeaVM's copyOf traps where it is empty
    }
}
