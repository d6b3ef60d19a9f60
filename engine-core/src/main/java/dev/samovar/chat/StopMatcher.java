package dev.samovar.chat;

/** Follows one stop string through a text, in constant time a character (Knuth, Morris, Pratt). */
final class StopMatcher {
    private final String stop;
    /** For each beginning of the stop string: its longest proper end that is a beginning too. */
    private final int[] fallback;

    private int matched;

    /** @param stop not empty */
    StopMatcher(String stop) {
        this.stop = stop;
        fallback = new int[stop.length() + 1];
        int length = 0;
        for (int i = 1; i < stop.length(); i++) {
            while (length > 0 && stop.charAt(i) != stop.charAt(length)) {
                length = fallback[length];
            }
            length += stop.charAt(i) == stop.charAt(length) ? 1 : 0;
            fallback[i + 1] = length;
        }
    }

    /** Takes the next character; the stop string's length when that completes it, otherwise 0. */
    int push(char c) {
        while (matched > 0 && stop.charAt(matched) != c) {
            matched = fallback[matched];
        }
        matched += stop.charAt(matched) == c ? 1 : 0;
        if (matched < stop.length()) {
            return 0;
        }
        matched = fallback[matched];
        return stop.length();
    }

    /** How many of the last characters are a beginning of the stop string. */
    int matched() {
        return matched;
    }
}
