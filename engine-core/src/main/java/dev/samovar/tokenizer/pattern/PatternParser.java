package dev.samovar.tokenizer.pattern;

import java.util.ArrayList;
import java.util.List;

/** Recursive-descent parser of {@link Pattern#compile}'s dialect. */
final class PatternParser {
    private static final int MAX_DEPTH = 50;

    private final PatternText text;
    private boolean ignoreCase;
    private int depth;

    PatternParser(String pattern) {
        this.text = new PatternText(pattern);
    }

    Expression parse() {
        Expression all = choice();
        if (text.hasMore()) {
            throw text.unexpected("the end of the pattern");
        }
        return all;
    }

    private Expression choice() {
        List<Expression> alternatives = new ArrayList<>();
        do {
            alternatives.add(sequence());
        } while (text.skip("|"));
        return alternatives.size() == 1 ? alternatives.get(0) : new Expression.Choice(List.copyOf(alternatives));
    }

    private Expression sequence() {
        List<Expression> parts = new ArrayList<>();
        while (text.hasMore() && text.peek() != '|' && text.peek() != ')') {
            parts.add(quantified(atom()));
        }
        return parts.size() == 1 ? parts.get(0) : new Expression.Sequence(List.copyOf(parts));
    }

    private Expression atom() {
        if (text.peek() == '(') {
            return group();
        }
        if (text.skip("$")) {
            return new Expression.LineEnd();
        }
        if ("*+?{^".indexOf(text.peek()) >= 0) {
            throw text.unexpected("something to match");
        }
        return new Expression.One(new ClassParser(text, ignoreCase).item());
    }

    private Expression group() {
        if (++depth > MAX_DEPTH) {
            throw text.unexpected("no more than " + MAX_DEPTH + " nested groups");
        }
        boolean outerCase = ignoreCase;
        Expression group;
        if (text.skip("(?=")) {
            group = new Expression.Look(choice(), true);
        } else if (text.skip("(?!")) {
            group = new Expression.Look(choice(), false);
        } else if (text.skip("(?i:")) {
            ignoreCase = true;
            group = choice();
        } else if (text.skip("(?:") || (text.skip("(") && text.peek() != '?')) {
            group = choice();
        } else {
            throw text.unexpected("one of (?: (?i: (?= (?!");
        }
        ignoreCase = outerCase;
        depth--;
        text.expect(")");
        return group;
    }

    private Expression quantified(Expression body) {
        int min;
        int max;
        if (text.skip("*")) {
            min = 0;
            max = Integer.MAX_VALUE;
        } else if (text.skip("+")) {
            min = 1;
            max = Integer.MAX_VALUE;
        } else if (text.skip("?")) {
            min = 0;
            max = 1;
        } else if (text.skip("{")) {
            min = text.number();
            max = !text.skip(",") ? min : text.peek() == '}' ? Integer.MAX_VALUE : text.number();
            text.expect("}");
            return bounded(body, min, max);
        } else {
            return body;
        }
        return loop(body, min, max);
    }

    /** Possessive after {@code * + ?}. */
    private Expression loop(Expression body, int min, int max) {
        return loop(body, min, max, text.skip("+"));
    }

    /** In this dialect {@code x{1,3}+} is {@code (?:x{1,3})+}, not possessive. */
    private Expression bounded(Expression body, int min, int max) {
        if (!text.skip("+")) {
            return loop(body, min, max, false);
        }
        return min <= 1
                ? loop(body, min, Integer.MAX_VALUE, false)
                : loop(loop(body, min, max, false), 1, Integer.MAX_VALUE, false);
    }

    private Expression loop(Expression body, int min, int max, boolean possessive) {
        if (text.peek() == '?') {
            throw text.unexpected("a greedy or possessive quantifier, not a reluctant one,");
        }
        if (body.width() > 0) {
            return new Expression.Loop(body, min, max, possessive);
        }
        if (body.width() == Expression.VARIABLE && min == 0 && max == 1 && !possessive) {
            return new Expression.Optional(body);
        }
        throw text.unexpected("a repeated group whose matches all have one length");
    }
}
