package dev.samovar.template;

import java.util.List;

/** Filters that turn their subject into text first, so that none and numbers pass too. */
final class TextFilters {
    private TextFilters() {}

    /** A string method as a filter. */
    static Builtin of(Builtin method) {
        return (value, arguments, run) -> method.apply(new Value.Str(text(value, run)), arguments, run);
    }

    private static String text(Value value, Run run) {
        String text = PythonText.str(value, run.budget());
        run.budget().produce(text.length());
        return text;
    }

    /** Capitals after whitespace, hyphens and opening brackets only, unlike the method {@code title}. */
    static Value title(Value value, Arguments arguments, Run run) {
        String text = text(value, run);
        var out = new StringBuilder();
        boolean begins = true;
        for (int at = 0; at < text.length(); ) {
            int c = text.codePointAt(at);
            at += Character.charCount(c);
            String one = String.valueOf(Character.toChars(c));
            out.append(begins ? TextShape.upper(one) : TextShape.lower(one));
            begins = c < 0x10000 && (Whitespace.isSpace((char) c) || "-({[<".indexOf(c) >= 0);
        }
        return new Value.Str(out.toString());
    }

    static Value indent(Value value, Arguments arguments, Run run) {
        Value width = arguments.or(0, "width", new Value.Int(4));
        boolean first = arguments.flag(1, "first", false);
        boolean blank = arguments.flag(2, "blank", false);
        String indent = width instanceof Value.Str s
                ? s.text()
                : TextShape.padding(arguments.integer(0, "width", 4), run.budget());
        List<String> lines = TextSplit.lines(text(value, run) + "\n", false);
        run.budget().produce((long) indent.length() * lines.size());
        var out = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            boolean indented = i == 0 ? first : blank || !lines.get(i).isEmpty();
            out.append(i == 0 ? "" : "\n").append(indented ? indent : "").append(lines.get(i));
        }
        return new Value.Str(out.toString());
    }

    static Value format(Value value, Arguments arguments, Run run) {
        Value values = arguments.named().isEmpty()
                ? new Value.Sequence(arguments.positional(), Value.Sequence.Kind.TUPLE)
                : PercentFormat.names(arguments.named());
        return new Value.Str(PercentFormat.format(text(value, run), values, run));
    }

    static Value truncate(Value value, Arguments arguments, Run run) {
        String text = text(value, run);
        int length = (int) arguments.integer(0, "length", 255);
        String end = arguments.text(2, "end", "...");
        int room = length - CodePoints.length(end);
        if (room < 0) {
            throw TemplateException.evaluation("truncate: 'length' must be at least the length of 'end'");
        }
        int points = CodePoints.length(text);
        if (points <= length + arguments.integer(3, "leeway", 5)) {
            return new Value.Str(text);
        }
        String kept = CodePoints.slice(text, new SliceRange(0, Math.min(room, points), 1));
        int space = kept.lastIndexOf(' ');
        boolean killWords = arguments.flag(1, "killwords", false);
        return new Value.Str((killWords || space < 0 ? kept : kept.substring(0, space)) + end);
    }

    static Value wordCount(Value value, Arguments arguments, Run run) {
        String text = text(value, run);
        int words = 0;
        boolean inWord = false;
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            int c = text.codePointAt(at);
            boolean wordCharacter = c == '_' || Character.isLetterOrDigit(c);
            words += wordCharacter && !inWord ? 1 : 0;
            inWord = wordCharacter;
        }
        return new Value.Int(words);
    }
}
