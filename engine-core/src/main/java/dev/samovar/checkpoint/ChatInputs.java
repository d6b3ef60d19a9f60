package dev.samovar.checkpoint;

import java.util.List;
import java.util.Optional;

/**
 * What a checkpoint says about conversations.
 *
 * @param template the Jinja chat template
 * @param bos id of the beginning-of-sequence token
 * @param eos id of the end-of-sequence token, the template's {@code eos_token}
 * @param endTokens ids that end an answer, {@code eos} among them
 */
public record ChatInputs(
        Optional<String> template, Optional<Integer> bos, Optional<Integer> eos, List<Integer> endTokens) {
    public ChatInputs {
        endTokens = List.copyOf(endTokens);
    }
}
