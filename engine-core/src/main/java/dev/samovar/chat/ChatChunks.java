package dev.samovar.chat;

import dev.samovar.api.ChatCompletionChunk;
import dev.samovar.api.FinishReason;
import dev.samovar.api.Header;
import dev.samovar.api.TokenIds;
import dev.samovar.api.TokenLogprob;
import dev.samovar.api.Usage;
import java.util.List;
import java.util.Optional;

/**
 * A streamed chat answer: a chunk with the role, one a piece of text, one with the reason of the end, and one with the
 * usage when asked for.
 */
record ChatChunks(Header header, boolean logprobs, boolean usage, Receiver<ChatCompletionChunk> receiver)
        implements AnswerListener {

    @Override
    public void begun() {
        choice(true, Optional.of(""), Optional.empty(), List.of(), Optional.empty());
    }

    @Override
    public void piece(String text, List<TokenLogprob> tokens) {
        choice(false, Optional.of(text), Optional.empty(), tokens, Optional.empty());
    }

    @Override
    public void ended(FinishReason reason, Usage cost, Optional<TokenIds> ids) {
        choice(false, Optional.empty(), Optional.of(reason), List.of(), ids);
        if (usage) {
            receiver.next(new ChatCompletionChunk(header, List.of(), Optional.of(cost)));
        }
        receiver.done();
    }

    @Override
    public void failed(RuntimeException cause) {
        receiver.failed(cause);
    }

    private void choice(
            boolean first,
            Optional<String> text,
            Optional<FinishReason> reason,
            List<TokenLogprob> tokens,
            Optional<TokenIds> ids) {
        var choice = new ChatCompletionChunk.Choice(
                0, first, text, List.of(), reason, logprobs ? Optional.of(tokens) : Optional.empty(), ids);
        receiver.next(new ChatCompletionChunk(header, List.of(choice), Optional.empty()));
    }
}
