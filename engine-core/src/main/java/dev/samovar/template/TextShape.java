package dev.samovar.template;

import java.util.Locale;

/** String methods that trim, pad and change case. */
final class TextShape {
    private TextShape() {}

    static Value strip(Value value, Arguments arguments, Run run) {
        return new Value.Str(left(right(value, arguments, run), arguments));
    }

    static Value stripLeft(Value value, Arguments arguments, Run run) {
        run.budget().produce(TextKind.text(value).length());
        return new Value.Str(left(TextKind.text(value), arguments));
    }

    static Value stripRight(Value value, Arguments arguments, Run run) {
        return new Value.Str(right(value, arguments, run));
    }

    private static String left(String text, Arguments arguments) {
        if (arguments.or(0, "chars", Value.None.NONE) instanceof Value.None) {
            return Whitespace.stripLeading(text);
        }
        String chars = arguments.text(0, "chars");
        int start = 0;
        while (start < text.length() && chars.indexOf(text.codePointAt(start)) >= 0) {
            start += Character.charCount(text.codePointAt(start));
        }
        return text.substring(start);
    }

    private static String right(Value value, Arguments arguments, Run run) {
        String text = TextKind.text(value);
        run.budget().produce(text.length());
        if (arguments.or(0, "chars", Value.None.NONE) instanceof Value.None) {
            return Whitespace.stripTrailing(text);
        }
        String chars = arguments.text(0, "chars");
        int end = text.length();
        while (end > 0 && chars.indexOf(text.codePointBefore(end)) >= 0) {
            end -= Character.charCount(text.codePointBefore(end));
        }
        return text.substring(0, end);
    }

    static Value removePrefix(Value value, Arguments arguments, Run run) {
        String text = TextKind.text(value);
        String prefix = arguments.text(0, "prefix");
        run.budget().produce(text.length());
        return new Value.Str(text.startsWith(prefix) ? text.substring(prefix.length()) : text);
    }

    static Value removeSuffix(Value value, Arguments arguments, Run run) {
        String text = TextKind.text(value);
        String suffix = arguments.text(0, "suffix");
        run.budget().produce(text.length());
        return new Value.Str(text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text);
    }

    static Value upper(Value value, Arguments arguments, Run run) {
        run.budget().produce(TextKind.text(value).length());
        return new Value.Str(upper(TextKind.text(value)));
    }

    static Value lower(Value value, Arguments arguments, Run run) {
        run.budget().produce(TextKind.text(value).length());
        return new Value.Str(lower(TextKind.text(value)));
    }

    static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }

    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    static Value capitalize(Value value, Arguments arguments, Run run) {
        String text = TextKind.text(value);
        run.budget().produce(text.length());
        int first = text.isEmpty() ? 0 : Character.charCount(text.codePointAt(0));
        return new Value.Str(upper(text.substring(0, first)) + lower(text.substring(first)));
    }

    /** Capitals after everything that is no letter. */
    static Value title(Value value, Arguments arguments, Run run) {
        String text = TextKind.text(value);
        run.budget().produce(text.length());
        var out = new StringBuilder();
        boolean begins = true;
        for (int at = 0; at < text.length(); ) {
            int c = text.codePointAt(at);
            at += Character.charCount(c);
            out.append(
                    begins ? upper(String.valueOf(Character.toChars(c))) : lower(String.valueOf(Character.toChars(c))));
            begins = !Character.isLetter(c);
        }
        return new Value.Str(out.toString());
    }

    static Value swapCase(Value value, Arguments arguments, Run run) {
        String text = TextKind.text(value);
        run.budget().produce(text.length());
        var out = new StringBuilder();
        text.codePoints().forEach(c -> {
            String one = String.valueOf(Character.toChars(c));
            out.append(Character.isUpperCase(c) ? lower(one) : upper(one));
        });
        return new Value.Str(out.toString());
    }

    static Value center(Value value, Arguments arguments, Run run) {
        String text = TextKind.text(value);
        long missing = missing(text, arguments, 80);
        // an odd space goes left when the width is odd, as CPython does it
        long left = missing / 2 + (missing & arguments.integer(0, "width", 80) & 1);
        return new Value.Str(fill(left, arguments, run) + text + fill(missing - left, arguments, run));
    }

    static Value justifyLeft(Value value, Arguments arguments, Run run) {
        String text = TextKind.text(value);
        return new Value.Str(text + fill(missing(text, arguments, 0), arguments, run));
    }

    static Value justifyRight(Value value, Arguments arguments, Run run) {
        String text = TextKind.text(value);
        return new Value.Str(fill(missing(text, arguments, 0), arguments, run) + text);
    }

    static Value zeroFill(Value value, Arguments arguments, Run run) {
        String text = TextKind.text(value);
        long missing = missing(text, arguments, 0);
        run.budget().produce(missing);
        int sign = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
        return new Value.Str(text.substring(0, sign) + "0".repeat((int) missing) + text.substring(sign));
    }

    private static long missing(String text, Arguments arguments, long fallback) {
        return Math.max(0, arguments.integer(0, "width", fallback) - CodePoints.length(text));
    }

    private static String fill(long count, Arguments arguments, Run run) {
        run.budget().produce(count);
        return arguments.text(1, "fillchar", " ").repeat((int) count);
    }

    /** As many spaces as asked, none for a negative number. */
    static String padding(long width, Budget budget) {
        long spaces = Math.max(0, width);
        budget.produce(spaces);
        return " ".repeat((int) spaces);
    }
}
