package dev.samovar.chat;

import dev.samovar.api.Completion;
import dev.samovar.api.FinishReason;
import dev.samovar.api.Header;
import dev.samovar.api.TokenIds;
import dev.samovar.api.TokenLogprob;
import dev.samovar.api.Usage;
import java.util.List;
import java.util.Optional;

/**
 * A streamed continuation of a text.
 *
 * @param beginning text before the answer's own: the prompt, where it shall be echoed
 */
record CompletionPieces(Header header, String beginning, boolean logprobs, boolean usage, Receiver<Completion> receiver)
        implements AnswerListener {

    @Override
    public void begun() {
        if (!beginning.isEmpty()) {
            choice(beginning, Optional.empty(), List.of(), Optional.empty());
        }
    }

    @Override
    public void piece(String text, List<TokenLogprob> tokens) {
        choice(text, Optional.empty(), tokens, Optional.empty());
    }

    @Override
    public void ended(FinishReason reason, Usage cost, Optional<TokenIds> ids) {
        choice("", Optional.of(reason), List.of(), ids);
        if (usage) {
            receiver.next(new Completion(header, List.of(), Optional.of(cost)));
        }
        receiver.done();
    }

    @Override
    public void failed(RuntimeException cause) {
        receiver.failed(cause);
    }

    private void choice(String text, Optional<FinishReason> reason, List<TokenLogprob> tokens, Optional<TokenIds> ids) {
        var choice = new Completion.Choice(0, text, reason, logprobs ? Optional.of(tokens) : Optional.empty(), ids);
        receiver.next(new Completion(header, List.of(choice), Optional.empty()));
    }
}
