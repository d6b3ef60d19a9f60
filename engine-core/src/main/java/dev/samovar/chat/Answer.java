package dev.samovar.chat;

import dev.samovar.api.FinishReason;
import dev.samovar.sampling.LogProbabilities;
import dev.samovar.schedule.Finish;
import dev.samovar.schedule.TokenSink;
import java.util.Optional;

/** One answer on its way: takes the engine's tokens and tells a listener the text. */
final class Answer implements TokenSink {
    private final CompletionStream stream;
    private final Logprobs logprobs;
    private final Meter meter;
    private final Optional<TokenRecord> record;
    private final AnswerListener listener;
    private int released;

    Answer(
            CompletionStream stream,
            Logprobs logprobs,
            Meter meter,
            Optional<TokenRecord> record,
            AnswerListener listener) {
        this.stream = stream;
        this.logprobs = logprobs;
        this.meter = meter;
        this.record = record;
        this.listener = listener;
    }

    @Override
    public void started(int cached) {
        meter.start(cached);
        listener.begun();
    }

    @Override
    public boolean accept(int token, Optional<LogProbabilities> values) {
        meter.token();
        record.ifPresent(ids -> ids.add(token));
        int start = stream.decoded();
        String text = stream.accept(token);
        boolean endToken = stream.ended() && stream.decoded() == start;
        if (values.isPresent() && !endToken) {
            logprobs.add(start, token, values.get());
        }
        tell(text);
        return !stream.ended();
    }

    @Override
    public void finished(Finish reason) {
        if (!stream.ended()) {
            tell(stream.end());
        }
        listener.ended(
                switch (reason) {
                    case STOP -> FinishReason.STOP;
                    case LENGTH -> FinishReason.LENGTH;
                    case ABORT -> FinishReason.ABORT;
                },
                meter.end(),
                record.map(TokenRecord::ids));
    }

    @Override
    public void failed(RuntimeException cause) {
        listener.failed(cause);
    }

    private void tell(String text) {
        released += text.length();
        // A token without text, such as part of a code point, leaves once nothing before it is held back.
        boolean nothingHeld = released == stream.decoded();
        var ready = logprobs.release(nothingHeld ? Integer.MAX_VALUE : released);
        if (!text.isEmpty() || !ready.isEmpty()) {
            listener.piece(text, ready);
        }
    }
}
