package dev.samovar.tokenizer.pattern;

import dev.samovar.tokenizer.unicode.CodePointSet;
import java.util.List;

/** A compiled expression that knows what follows it, so that matching a node means matching the rest of the pattern. */
sealed interface Node {
    int NO_MATCH = -1;

    /** The end of the match of this node and all that follows in {@code text[at..end)}, or {@link #NO_MATCH}. */
    int match(int[] text, int at, int end);

    /** The pattern is done. */
    record Done() implements Node {
        @Override
        public int match(int[] text, int at, int end) {
            return at;
        }
    }

    /** One code point. */
    record Literal(int codePoint, Node next) implements Node {
        @Override
        public int match(int[] text, int at, int end) {
            return at < end && text[at] == codePoint ? next.match(text, at + 1, end) : NO_MATCH;
        }
    }

    /** One code point of a set. */
    record One(CodePointSet set, Node next) implements Node {
        @Override
        public int match(int[] text, int at, int end) {
            return at < end && set.contains(text[at]) ? next.match(text, at + 1, end) : NO_MATCH;
        }
    }

    /** The first alternative that lets the rest match. */
    record Choice(List<Node> alternatives) implements Node {
        @Override
        public int match(int[] text, int at, int end) {
            for (Node alternative : alternatives) {
                int matched = alternative.match(text, at, end);
                if (matched != NO_MATCH) {
                    return matched;
                }
            }
            return NO_MATCH;
        }
    }

    /** The body as often as possible, then as often as lets the rest match; the body always takes {@code width}. */
    record Loop(Node body, int width, int min, int max, boolean possessive, Node next) implements Node {
        @Override
        public int match(int[] text, int at, int end) {
            int count = 0;
            int here = at;
            while (count < max && body.match(text, here, end) != NO_MATCH) {
                here += width;
                count++;
            }
            for (; count >= min; count--, here -= width) {
                int matched = next.match(text, here, end);
                if (matched != NO_MATCH || possessive) {
                    return matched;
                }
            }
            return NO_MATCH;
        }
    }

    /** The body matches here ({@code wanted}) or does not; nothing is consumed. */
    record Look(Node body, boolean wanted, Node next) implements Node {
        @Override
        public int match(int[] text, int at, int end) {
            return (body.match(text, at, end) != NO_MATCH) == wanted ? next.match(text, at, end) : NO_MATCH;
        }
    }

    /** {@code $}: the end of the text or of a line. */
    record LineEnd(Node next) implements Node {
        @Override
        public int match(int[] text, int at, int end) {
            return at == end || text[at] == '\n' ? next.match(text, at, end) : NO_MATCH;
        }
    }
}
