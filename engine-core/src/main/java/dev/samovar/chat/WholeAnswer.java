package dev.samovar.chat;

import dev.samovar.api.FinishReason;
import dev.samovar.api.TokenIds;
import dev.samovar.api.TokenLogprob;
import dev.samovar.api.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects an answer and hands over one object at its end. */
final class WholeAnswer<T> implements AnswerListener {
    private final boolean logprobs;
    private final Shape<T> shape;
    private final Receiver<T> receiver;
    private final StringBuilder text;
    private final List<TokenLogprob> tokens = new ArrayList<>();

    /** What a whole answer is made into. */
    interface Shape<T> {
        T of(
                String text,
                FinishReason reason,
                Optional<List<TokenLogprob>> logprobs,
                Usage usage,
                Optional<TokenIds> ids);
    }

    /** @param beginning text before the answer's own: the prompt, where it shall be echoed */
    WholeAnswer(String beginning, boolean logprobs, Shape<T> shape, Receiver<T> receiver) {
        this.logprobs = logprobs;
        this.shape = shape;
        this.receiver = receiver;
        this.text = new StringBuilder(beginning);
    }

    @Override
    public void begun() {}

    @Override
    public void piece(String piece, List<TokenLogprob> more) {
        text.append(piece);
        tokens.addAll(more);
    }

    @Override
    public void ended(FinishReason reason, Usage usage, Optional<TokenIds> ids) {
        receiver.next(shape.of(text.toString(), reason, logprobs ? Optional.of(tokens) : Optional.empty(), usage, ids));
        receiver.done();
    }

    @Override
    public void failed(RuntimeException cause) {
        receiver.failed(cause);
    }
}
