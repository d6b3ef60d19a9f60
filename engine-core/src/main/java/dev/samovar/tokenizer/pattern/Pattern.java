package dev.samovar.tokenizer.pattern;

import java.util.List;

/** A compiled pattern over code points; immutable. */
public final class Pattern {
    /** What {@link #matchEnd} returns when the pattern does not match there. */
    public static final int NO_MATCH = Node.NO_MATCH;

    private final Node start;

    private Pattern(Node start) {
        this.start = start;
    }

    /**
     * Compiles alternation, groups, {@code (?i:…)}, look-ahead, character classes with ranges, negation and {@code \p{…}},
     * and greedy or possessive quantifiers over bodies of one width.
     *
     * @throws PatternException when the pattern is malformed or needs more than that
     */
    public static Pattern compile(String pattern) {
        return new Pattern(new PatternParser(pattern).parse().before(new Node.Done()));
    }

    /** A pattern that matches exactly this text; an empty one matches nowhere. */
    public static Pattern literal(String text) {
        Node node = text.isEmpty() ? new Node.Choice(List.of()) : new Node.Done();
        for (int i = text.length(); i > 0; ) {
            int c = text.codePointBefore(i);
            i -= Character.charCount(c);
            node = new Node.Literal(c, node);
        }
        return new Pattern(node);
    }

    /** The end of the match that begins at {@code at}, seeing nothing of {@code text} from {@code end} on. */
    public int matchEnd(int[] text, int at, int end) {
        return start.match(text, at, end);
    }
}
