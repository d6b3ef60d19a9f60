package dev.samovar.chat;

import dev.samovar.api.FinishReason;
import dev.samovar.api.TokenIds;
import dev.samovar.api.TokenLogprob;
import dev.samovar.api.Usage;
import java.util.List;
import java.util.Optional;

/** Follows an answer; each kind of response object is made by one of these. */
interface AnswerListener {

    /** The request has left the queue. */
    void begun();

    /** More text; the log-probabilities are of tokens whose text has begun to leave. */
    void piece(String text, List<TokenLogprob> logprobs);

    /** @param ids where the request asked for them */
    void ended(FinishReason reason, Usage usage, Optional<TokenIds> ids);

    void failed(RuntimeException cause);
}
