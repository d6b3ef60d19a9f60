package dev.samovar.template;

/** {@code str.format}: fields by position, by number and by name, with members and format specifications. */
final class BraceFormat {
    private final String format;
    private final Arguments arguments;
    private final Run run;
    private int at;
    private int automatic;

    private BraceFormat(String format, Arguments arguments, Run run) {
        this.format = format;
        this.arguments = arguments;
        this.run = run;
    }

    static Value format(Value value, Arguments arguments, Run run) {
        return new Value.Str(new BraceFormat(TextKind.text(value), arguments, run).text());
    }

    private String text() {
        var out = new StringBuilder();
        while (at < format.length()) {
            char c = format.charAt(at++);
            boolean doubled = (c == '{' || c == '}') && at < format.length() && format.charAt(at) == c;
            at += doubled ? 1 : 0;
            if (c == '}' && !doubled) {
                throw TemplateException.evaluation("Single '}' encountered in format string");
            }
            String part = c == '{' && !doubled ? field() : String.valueOf(Character.toChars(c));
            run.budget().produce(part.length());
            out.append(part);
        }
        return out.toString();
    }

    private String field() {
        int close = format.indexOf('}', at);
        if (close < 0) {
            throw TemplateException.evaluation("expected '}' before end of string");
        }
        String field = format.substring(at, close);
        at = close + 1;
        int colon = field.indexOf(':');
        String spec = colon < 0 ? "" : field.substring(colon + 1);
        String path = colon < 0 ? field : field.substring(0, colon);
        boolean repr = path.endsWith("!r");
        if (repr || path.endsWith("!s")) {
            path = path.substring(0, path.length() - 2);
        }
        Value value = value(path);
        Value shown = repr ? new Value.Str(PythonText.repr(value, run.budget())) : value;
        return spec.isEmpty()
                ? PythonText.str(shown, run.budget())
                : FormatSpec.parse(spec).apply(shown, run);
    }

    /** {@code name.member}, {@code 0[index]} or nothing, for the next positional argument. */
    private Value value(String path) {
        int end = 0;
        while (end < path.length() && path.charAt(end) != '.' && path.charAt(end) != '[') {
            end++;
        }
        String first = path.substring(0, end);
        Value value = first.isEmpty() ? positional(automatic++) : argument(first);
        String rest = path.substring(end).replace("[", ".").replace("]", "");
        return rest.isEmpty()
                ? value
                : AttributePath.of(new Value.Str(rest.substring(1)), run).follow(value);
    }

    private Value argument(String name) {
        boolean number = name.length() < 6 && name.chars().allMatch(c -> c >= '0' && c <= '9');
        if (number) {
            return positional(Integer.parseInt(name));
        }
        Value value = arguments.named().get(name);
        if (value == null) {
            throw TemplateException.evaluation("format needs an argument named '" + name + "'");
        }
        return value;
    }

    private Value positional(int index) {
        if (index >= arguments.positional().size()) {
            throw TemplateException.evaluation(
                    "Replacement index " + index + " out of range for positional args tuple");
        }
        return arguments.positional().get(index);
    }
}
