package dev.samovar.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Python's {@code %} formatting with {@code %s %r %d %i %x %X %f %%}, widths and names. */
final class PercentFormat {
    private final String format;
    private final List<Value> values;
    private final Value named;
    private final Run run;
    private int at;
    private int used;

    private PercentFormat(String format, Value values, Run run) {
        this.format = format;
        this.values = values instanceof Value.Sequence s && s.kind() == Value.Sequence.Kind.TUPLE
                ? s.items()
                : List.of(values);
        this.named = values;
        this.run = run;
    }

    static String format(String format, Value values, Run run) {
        return new PercentFormat(format, values, run).text();
    }

    static Value names(Map<String, Value> values) {
        Map<Value, Value> entries = new LinkedHashMap<>();
        values.forEach((name, value) -> entries.put(new Value.Str(name), value));
        return new Value.Dict(entries);
    }

    private String text() {
        var out = new StringBuilder();
        while (at < format.length()) {
            char c = format.charAt(at++);
            String part = c == '%' ? directive() : String.valueOf(Character.toChars(c));
            run.budget().produce(part.length());
            out.append(part);
        }
        if (used < values.size() && !(named instanceof Value.Dict)) {
            throw TemplateException.evaluation("not all arguments converted during string formatting");
        }
        return out.toString();
    }

    private String directive() {
        if (peek() == '%') {
            at++;
            return "%";
        }
        String name = null;
        if (peek() == '(') {
            int close = format.indexOf(')', at);
            if (close < 0) {
                throw incomplete();
            }
            name = format.substring(at + 1, close);
            at = close + 1;
        }
        var spec = new StringBuilder();
        while (at < format.length() && "-+ #0123456789.".indexOf(peek()) >= 0) {
            spec.append(format.charAt(at++));
        }
        if (at == format.length()) {
            throw incomplete();
        }
        char kind = format.charAt(at++);
        Value value = name == null ? next() : Members.item(named, new Value.Str(name), run);
        boolean leftAligned = spec.indexOf("-") >= 0;
        String rest = spec.toString().replace("-", "");
        boolean text = kind == 's' || kind == 'r';
        String converted = kind == 'r' ? PythonText.repr(value, run.budget()) : kind == 's' ? text(value) : "";
        return FormatSpec.parse((leftAligned ? "<" : text ? ">" : "") + rest + (kind == 'i' ? 'd' : text ? 's' : kind))
                .apply(text ? new Value.Str(converted) : value, run);
    }

    private String text(Value value) {
        return PythonText.str(value, run.budget());
    }

    private char peek() {
        return at < format.length() ? format.charAt(at) : 0;
    }

    private Value next() {
        if (used >= values.size()) {
            throw TemplateException.evaluation("not enough arguments for format string");
        }
        return values.get(used++);
    }

    private static TemplateException incomplete() {
        return TemplateException.evaluation("incomplete format");
    }
}
