package dev.samovar.template;

import java.util.List;

/** String methods that look for text in text. Positions count code points. */
final class TextSearch {
    private TextSearch() {}

    static Value startsWith(Value value, Arguments arguments, Run run) {
        return any(value, arguments, run, false);
    }

    static Value endsWith(Value value, Arguments arguments, Run run) {
        return any(value, arguments, run, true);
    }

    /** The affix may be a tuple: one of them is enough. */
    private static Value any(Value value, Arguments arguments, Run run, boolean end) {
        String text = window(value, arguments);
        Value affix = arguments.get(0, "prefix");
        List<Value> affixes =
                affix instanceof Value.Sequence s && s.kind() == Value.Sequence.Kind.TUPLE ? s.items() : List.of(affix);
        for (Value one : affixes) {
            if (!(one instanceof Value.Str s)) {
                throw TemplateException.evaluation(
                        arguments.callee() + " needs a string or a tuple of strings, not " + one.type());
            }
            run.budget().work(1 + (s.text().length() >> 4));
            if (end ? text.endsWith(s.text()) : text.startsWith(s.text())) {
                return Value.Bool.TRUE;
            }
        }
        return Value.Bool.FALSE;
    }

    /** The part of the receiver between the optional second and third argument. */
    private static String window(Value value, Arguments arguments) {
        String text = TextKind.text(value);
        return arguments.positional().size() < 2 ? text : CodePoints.slice(text, range(text, arguments));
    }

    private static SliceRange range(String text, Arguments arguments) {
        return SliceRange.of(
                arguments.or(1, "start", Value.None.NONE),
                arguments.or(2, "end", Value.None.NONE),
                Value.None.NONE,
                CodePoints.length(text));
    }

    static Value find(Value value, Arguments arguments, Run run) {
        return new Value.Int(position(value, arguments, run, false));
    }

    static Value findLast(Value value, Arguments arguments, Run run) {
        return new Value.Int(position(value, arguments, run, true));
    }

    static Value index(Value value, Arguments arguments, Run run) {
        return present(position(value, arguments, run, false));
    }

    static Value indexLast(Value value, Arguments arguments, Run run) {
        return present(position(value, arguments, run, true));
    }

    private static Value present(long position) {
        if (position < 0) {
            throw TemplateException.evaluation("substring not found");
        }
        return new Value.Int(position);
    }

    private static long position(Value value, Arguments arguments, Run run, boolean last) {
        String text = TextKind.text(value);
        String window = window(value, arguments);
        String wanted = arguments.text(0, "sub");
        run.budget().search(window.length(), wanted.length());
        int found = CodePoints.index(window, last ? window.lastIndexOf(wanted) : window.indexOf(wanted));
        return found < 0 || arguments.positional().size() < 2
                ? found
                : found + range(text, arguments).start();
    }

    static Value count(Value value, Arguments arguments, Run run) {
        String text = window(value, arguments);
        String wanted = arguments.text(0, "sub");
        run.budget().search(text.length(), wanted.length());
        if (wanted.isEmpty()) {
            return new Value.Int(CodePoints.length(text) + 1L);
        }
        return new Value.Int(TextSplit.at(text, wanted, -1).size() - 1L);
    }

    static Value replace(Value value, Arguments arguments, Run run) {
        String text = TextKind.text(value);
        String old = PythonText.str(arguments.get(0, "old"), run.budget());
        String replacement = PythonText.str(arguments.get(1, "new"), run.budget());
        long most = arguments.integer(2, "count", -1);
        run.budget().search(text.length(), old.length());
        List<String> parts = old.isEmpty() ? apart(text, most, run.budget()) : TextSplit.at(text, old, most);
        return new Value.Str(SequenceFilters.joined(parts, replacement, run.budget()));
    }

    /** The parts between which an empty string is found: before, between and after the characters. */
    private static List<String> apart(String text, long most, Budget budget) {
        long cuts = most < 0 ? Long.MAX_VALUE : most;
        var parts = new java.util.ArrayList<String>();
        int start = 0;
        if (cuts > 0) {
            parts.add("");
        }
        for (Value each : CodePoints.each(text, budget)) {
            if (parts.size() >= cuts) {
                break;
            }
            String one = TextKind.text(each);
            parts.add(one);
            start += one.length();
        }
        parts.add(text.substring(start));
        return parts;
    }
}
