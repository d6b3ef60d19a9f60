package dev.samovar.checkpoint;

import java.util.List;
import java.util.Optional;

/**
 * What a checkpoint says about conversations.
 *
 * @param template the Jinja chat template
 * @param bosToken the template's {@code bos_token}, empty when there is none
 * @param eosToken the template's {@code eos_token}, empty when there is none
 * @param endTokens ids that end an answer, ascending
 */
public record ChatInputs(Optional<String> template, String bosToken, String eosToken, List<Integer> endTokens) {
    public ChatInputs {
        endTokens = endTokens.stream().distinct().sorted().toList();
    }
}
