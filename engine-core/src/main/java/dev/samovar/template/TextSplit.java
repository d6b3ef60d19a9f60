package dev.samovar.template;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** String methods that take text apart, and the one that puts it together. */
final class TextSplit {
    private TextSplit() {}

    static Value split(Value value, Arguments arguments, Run run) {
        String text = TextKind.text(value);
        run.budget().produce(text.length());
        long most = arguments.integer(1, "maxsplit", -1);
        return arguments.or(0, "sep", Value.None.NONE) instanceof Value.None
                ? strings(atSpace(text, most))
                : strings(at(text, separator(text, arguments, run), most));
    }

    private static String separator(String text, Arguments arguments, Run run) {
        String separator = arguments.text(0, "sep");
        if (separator.isEmpty()) {
            throw TemplateException.evaluation("empty separator");
        }
        run.budget().search(text.length(), separator.length());
        return separator;
    }

    /** The parts between separators; at most {@code most} cuts, without bound when negative. */
    static List<String> at(String text, String separator, long most) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        for (int cut = text.indexOf(separator);
                cut >= 0 && parts.size() != most;
                cut = text.indexOf(separator, start)) {
            parts.add(text.substring(start, cut));
            start = cut + separator.length();
        }
        parts.add(text.substring(start));
        return parts;
    }

    private static List<String> atSpace(String text, long most) {
        List<String> parts = new ArrayList<>();
        String rest = Whitespace.stripLeading(text);
        int end = 0;
        while (end < rest.length() && parts.size() != most) {
            int start = end;
            while (end < rest.length() && !Whitespace.isSpace(rest.charAt(end))) {
                end++;
            }
            parts.add(rest.substring(start, end));
            while (end < rest.length() && Whitespace.isSpace(rest.charAt(end))) {
                end++;
            }
        }
        if (end < rest.length()) {
            parts.add(rest.substring(end));
        }
        return parts;
    }

    static Value splitRight(Value value, Arguments arguments, Run run) {
        long most = arguments.integer(1, "maxsplit", -1);
        boolean space = arguments.or(0, "sep", Value.None.NONE) instanceof Value.None;
        if (most < 0) {
            return split(value, arguments, run);
        }
        String text = TextKind.text(value);
        run.budget().produce(text.length());
        // from the right is from the left in the mirror
        String mirrored = mirror(text);
        List<String> parts =
                space ? atSpace(mirrored, most) : at(mirrored, mirror(separator(text, arguments, run)), most);
        Collections.reverse(parts);
        return strings(parts.stream().map(TextSplit::mirror).toList());
    }

    private static String mirror(String text) {
        return new StringBuilder(text).reverse().toString();
    }

    static Value splitLines(Value value, Arguments arguments, Run run) {
        run.budget().produce(TextKind.text(value).length());
        return strings(lines(TextKind.text(value), arguments.flag(0, "keepends", false)));
    }

    /** Python's line ends: more of them than Java's. */
    static List<String> lines(String text, boolean keepEnds) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        for (int at = 0; at < text.length(); at++) {
            if ("\n\r\u000b\f\u001c\u001d\u001e\u0085\u2028\u2029".indexOf(text.charAt(at)) >= 0) {
                int end = at;
                at += text.startsWith("\r\n", at) ? 1 : 0;
                lines.add(text.substring(start, keepEnds ? at + 1 : end));
                start = at + 1;
            }
        }
        if (start < text.length()) {
            lines.add(text.substring(start));
        }
        return lines;
    }

    static Value partition(Value value, Arguments arguments, Run run) {
        String text = TextKind.text(value);
        String separator = separator(text, arguments, run);
        run.budget().produce(text.length());
        int cut = text.indexOf(separator);
        return cut < 0 ? triple(text, "", "") : cut(text, cut, separator);
    }

    static Value partitionRight(Value value, Arguments arguments, Run run) {
        String text = TextKind.text(value);
        String separator = separator(text, arguments, run);
        run.budget().produce(text.length());
        int cut = text.lastIndexOf(separator);
        return cut < 0 ? triple("", "", text) : cut(text, cut, separator);
    }

    private static Value cut(String text, int cut, String separator) {
        return triple(text.substring(0, cut), separator, text.substring(cut + separator.length()));
    }

    private static Value triple(String a, String b, String c) {
        return Value.Sequence.tuple(new Value.Str(a), new Value.Str(b), new Value.Str(c));
    }

    static Value join(Value separator, Arguments arguments, Run run) {
        List<String> parts = new ArrayList<>();
        for (Value item : Iteration.items(arguments.get(0, "iterable"), run.budget())) {
            if (!(item instanceof Value.Str s)) {
                throw TemplateException.evaluation(
                        "sequence item " + parts.size() + ": expected str instance, " + item.type() + " found");
            }
            parts.add(s.text());
        }
        return new Value.Str(SequenceFilters.joined(parts, TextKind.text(separator), run.budget()));
    }

    private static Value strings(List<String> parts) {
        List<Value> values = new ArrayList<>(parts.size());
        for (String part : parts) {
            values.add(new Value.Str(part));
        }
        return Value.Sequence.list(values);
    }
}
