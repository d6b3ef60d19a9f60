package dev.samovar.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Python's {@code json.dumps}, which {@code tojson} is in {@code transformers}. */
final class JsonText {
    /** @param indent null for one line */
    record Format(
            @Nullable String indent, String itemSeparator, String keySeparator, boolean ascii, boolean sortKeys) {}

    private final Format format;
    private final Budget budget;
    private final StringBuilder out = new StringBuilder();
    private int level;

    private JsonText(Format format, Budget budget) {
        this.format = format;
        this.budget = budget;
    }

    static String of(Value value, Format format, Budget budget) {
        var text = new JsonText(format, budget);
        text.append(value);
        return text.out.toString();
    }

    private void append(Value value) {
        budget.enter();
        switch (value) {
            case Value.None ignored -> out.append("null");
            case Value.Bool b -> out.append(b == Value.Bool.TRUE);
            case Value.Int i -> out.append(i.value());
            case Value.Real r -> out.append(number(r.value()));
            case Value.Str s -> string(s.text());
            case Value.Sequence s when s.kind() != Value.Sequence.Kind.ITERATOR -> items(s.items());
            case Value.Dict d -> entries(d.entries());
            default ->
                throw TemplateException.evaluation("Object of type " + value.type() + " is not JSON serializable");
        }
        budget.leave();
    }

    private static String number(double value) {
        String text = PythonFloat.repr(value);
        return switch (text) {
            case "nan" -> "NaN";
            case "inf" -> "Infinity";
            case "-inf" -> "-Infinity";
            default -> text;
        };
    }

    private void items(List<Value> items) {
        if (items.isEmpty()) {
            out.append("[]");
            return;
        }
        out.append('[');
        level++;
        for (int i = 0; i < items.size(); i++) {
            separate(i);
            append(items.get(i));
        }
        level--;
        newLine();
        out.append(']');
    }

    private void entries(Map<Value, Value> entries) {
        if (entries.isEmpty()) {
            out.append("{}");
            return;
        }
        out.append('{');
        level++;
        List<Value> keys = new ArrayList<>(entries.keySet());
        if (format.sortKeys()) {
            keys.sort((a, b) -> Ordering.compare(a, b, "<", budget));
        }
        for (int i = 0; i < keys.size(); i++) {
            separate(i);
            key(keys.get(i));
            out.append(format.keySeparator());
            Value value = entries.get(keys.get(i));
            append(value == null ? Value.None.NONE : value);
        }
        level--;
        newLine();
        out.append('}');
    }

    private void separate(int index) {
        out.append(index == 0 ? "" : format.itemSeparator());
        newLine();
    }

    private void newLine() {
        if (format.indent() != null) {
            budget.produce((long) format.indent().length() * level);
            out.append('\n').append(format.indent().repeat(level));
        }
    }

    private void key(Value key) {
        if (key instanceof Value.Str s) {
            string(s.text());
        } else {
            out.append('"');
            append(key);
            out.append('"');
        }
    }

    private void string(String text) {
        budget.produce(text.length() + 2L);
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                default -> {
                    if (c < ' ' || (format.ascii() && c > '~')) {
                        out.append("\\u").append(Integer.toHexString(0x10000 | c), 1, 5);
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
