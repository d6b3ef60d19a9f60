package dev.samovar.chat;

import java.util.List;

/**
 * Looks for stop strings in a text that arrives in pieces. What may be the beginning of one is held back, so that no part
 * of a stop string ever leaves. The string that is complete first ends the text; of several that end together, the
 * longest.
 */
final class StopStrings {
    private final List<StopMatcher> matchers;
    private final StringBuilder held = new StringBuilder();
    private boolean stopped;

    StopStrings(List<String> stops) {
        matchers = stops.stream().map(StopMatcher::new).toList();
    }

    /** Takes the next piece and returns the text that may leave; nothing comes any more once {@link #stopped}. */
    String push(String piece) {
        for (int i = 0; i < piece.length() && !stopped; i++) {
            held.append(piece.charAt(i));
            int complete = 0;
            for (StopMatcher matcher : matchers) {
                complete = Math.max(complete, matcher.push(piece.charAt(i)));
            }
            if (complete > 0) {
                stopped = true;
                held.setLength(held.length() - complete);
            }
        }
        return release(stopped ? held.length() : held.length() - longestBeginning());
    }

    /** Whether a stop string was found: the text ends before it. */
    boolean stopped() {
        return stopped;
    }

    /** What was held back when the text ends otherwise: it was not the beginning of a stop string after all. */
    String flush() {
        return release(held.length());
    }

    private int longestBeginning() {
        int longest = 0;
        for (StopMatcher matcher : matchers) {
            longest = Math.max(longest, matcher.matched());
        }
        return longest;
    }

    private String release(int length) {
        String text = held.substring(0, length);
        held.delete(0, length);
        return text;
    }
}
