package dev.samovar.chat;

import dev.samovar.api.TokenLogprob;
import dev.samovar.sampling.LogProbabilities;
import dev.samovar.tokenizer.Tokenizer;
import dev.samovar.tokenizer.unicode.Utf8Decoder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Holds the log-probabilities of tokens back as long as their text is: they would tell what a stop string hides. */
final class Logprobs {
    private final Tokenizer tokenizer;
    private final Deque<Held> held = new ArrayDeque<>();

    /** @param start characters of the answer before the token */
    private record Held(int start, TokenLogprob token) {}

    Logprobs(Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    void add(int start, int token, LogProbabilities values) {
        List<TokenLogprob> top = new ArrayList<>();
        for (int i = 0; i < values.tokens().length; i++) {
            top.add(entry(values.tokens()[i], values.values()[i], List.of()));
        }
        held.add(new Held(start, entry(token, values.chosen(), top)));
    }

    /** Those of tokens that begin within the first {@code length} characters of the answer. */
    List<TokenLogprob> release(int length) {
        List<TokenLogprob> released = new ArrayList<>();
        while (!held.isEmpty() && held.peek().start() < length) {
            released.add(held.remove().token());
        }
        return released;
    }

    private TokenLogprob entry(int id, float logprob, List<TokenLogprob> top) {
        var utf8 = new Utf8Decoder();
        var text = new StringBuilder();
        List<Integer> bytes = new ArrayList<>();
        for (byte b : tokenizer.bytes(id)) {
            utf8.accept(b, text);
            bytes.add(b & 0xff);
        }
        utf8.flush(text);
        return new TokenLogprob(text.toString(), logprob, bytes, top);
    }
}
