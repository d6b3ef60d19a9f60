package dev.samovar.schedule;

import dev.samovar.kv.PageTable;
import dev.samovar.program.Batch;
import dev.samovar.schedule.Round.Part;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A sequence on its way: its tokens, and how far the device is. Rows run ahead of the tokens known here, each fed the
 * token that the device drew the row before.
 */
public final class Sequence {
    private final Request request;
    private int[] tokens;
    private int known;
    private int submitted;
    private int computed;
    private int slot;
    private @Nullable PageTable pages;
    private boolean interrupted;
    private boolean ended;

    public Sequence(Request request) {
        this.request = request;
        this.tokens = request.prompt().clone();
        this.known = tokens.length;
    }

    public Request request() {
        return request;
    }

    /** Ends the sequence with {@link Finish#ABORT} before its next token; nothing happens when it has ended. */
    public void interrupt() {
        interrupted = true;
    }

    /** Whether its sink was told the end. */
    public boolean ended() {
        return ended;
    }

    /** Ends well; a sink that cannot take it is told that it failed. */
    public void finish(Finish reason) {
        ended = true;
        try {
            request.sink().finished(reason);
        } catch (RuntimeException e) {
            request.sink().failed(e);
        }
    }

    public void fail(RuntimeException cause) {
        ended = true;
        request.sink().failed(cause);
    }

    boolean interrupted() {
        return interrupted;
    }

    /** Positions it may need in the cache: its last token is drawn, never run. */
    int positions() {
        return request.limit() - 1;
    }

    /** Takes its place among those that run. */
    void admit(int slot, PageTable pages, int cached) {
        this.slot = slot;
        this.pages = pages;
        submitted = cached;
        computed = cached;
    }

    int slot() {
        return slot;
    }

    PageTable pages() {
        return Objects.requireNonNull(pages, "the sequence was not admitted");
    }

    boolean inPrompt() {
        return submitted < request.prompt().length;
    }

    /** Rows that could run now: those of tokens known, or one on the token that the device is about to draw. */
    int ready() {
        if (submitted < known) {
            return known - submitted;
        }
        return request.constraint().isEmpty() && submitted < positions() ? 1 : 0;
    }

    /** Token at {@code position}, or {@link Batch#FROM_DEVICE}. */
    int token(int position) {
        return position < known ? tokens[position] : Batch.FROM_DEVICE;
    }

    /** The next rows go to the device. The prompt's last row draws a token, and every row after it. */
    Part submit(int rows) {
        int first = submitted;
        submitted += rows;
        return new Part(this, first, rows, !inPrompt());
    }

    /** Rows have run: their keys and values are in the cache. */
    void computed(int rows) {
        computed += rows;
    }

    int computed() {
        return computed;
    }

    /** [at least {@link #known}] */
    int[] tokens() {
        return tokens;
    }

    int known() {
        return known;
    }

    void append(int token) {
        if (known == tokens.length) {
            tokens = Arrays.copyOf(tokens, Math.min(request.limit(), 2 * known));
        }
        tokens[known++] = token;
    }
}
