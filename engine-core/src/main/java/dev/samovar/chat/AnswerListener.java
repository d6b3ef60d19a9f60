package dev.samovar.chat;

import dev.samovar.api.FinishReason;
import dev.samovar.api.TokenLogprob;
import dev.samovar.api.Usage;
import java.util.List;

/** Follows an answer; each kind of response object is made by one of these. */
interface AnswerListener {

    /** The request has left the queue. */
    void begun();

    /** More text; the log-probabilities are of tokens whose text has begun to leave. */
    void piece(String text, List<TokenLogprob> logprobs);

    void ended(FinishReason reason, Usage usage);

    void failed(RuntimeException cause);
}
