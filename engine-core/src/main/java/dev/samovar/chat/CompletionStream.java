package dev.samovar.chat;

import dev.samovar.tokenizer.Detokenizer;
import java.util.List;
import java.util.Set;

/** Token ids to text, up to an end token or a stop string; neither is part of the text. */
public final class CompletionStream {
    private final Detokenizer detokenizer;
    private final Set<Integer> endTokens;
    private final StopStrings stops;
    private boolean ended;
    private int decoded;

    /**
     * @param detokenizer a fresh one
     * @param endTokens ids that end the answer
     * @param stops strings that end it
     */
    public CompletionStream(Detokenizer detokenizer, Set<Integer> endTokens, List<String> stops) {
        this.detokenizer = detokenizer;
        this.endTokens = endTokens;
        this.stops = new StopStrings(stops);
    }

    /** The text that this token completes: often nothing, while characters or stop strings are unfinished. */
    public String accept(int token) {
        if (ended) {
            throw new IllegalStateException("the answer has ended: no more tokens");
        }
        if (endTokens.contains(token)) {
            return end();
        }
        String text = stops.push(counted(detokenizer.push(token)));
        ended = stops.stopped();
        return text;
    }

    /** Characters that the tokens so far stand for, whether they have left or are held back. */
    int decoded() {
        return decoded;
    }

    /** Whether an end token or a stop string came. */
    public boolean ended() {
        return ended;
    }

    /** Ends the answer for another reason, and gives what was held back. */
    public String end() {
        if (stops.stopped()) {
            return "";
        }
        ended = true;
        String rest = stops.push(counted(detokenizer.flush()));
        return stops.stopped() ? rest : rest + stops.flush();
    }

    private String counted(String text) {
        decoded += text.length();
        return text;
    }
}
