package dev.samovar.chat;

import dev.samovar.api.Usage;

/** Counts and times one answer. */
final class Meter {
    private final Clock clock;
    private final int promptTokens;
    private final double submitted;
    private double started;
    private double firstToken;
    private int cachedTokens;
    private int completionTokens;

    /** The request comes now. */
    Meter(Clock clock, int promptTokens) {
        this.clock = clock;
        this.promptTokens = promptTokens;
        this.submitted = clock.seconds();
    }

    /** It leaves the queue. */
    void start(int cached) {
        started = clock.seconds();
        cachedTokens = cached;
    }

    void token() {
        if (completionTokens++ == 0) {
            firstToken = clock.seconds();
        }
    }

    /** It ends now. */
    Usage end() {
        double ended = clock.seconds();
        return Usage.of(
                promptTokens,
                completionTokens,
                cachedTokens,
                submitted,
                started == 0 ? ended : started,
                completionTokens == 0 ? ended : firstToken,
                ended);
    }
}
