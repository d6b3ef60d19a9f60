package dev.samovar.template;

import java.util.List;
import java.util.Map;

/** Python's {@code str} and {@code repr} of a value. */
final class PythonText {
    private final Budget budget;
    private final StringBuilder out = new StringBuilder();

    private PythonText(Budget budget) {
        this.budget = budget;
    }

    static String str(Value value, Budget budget) {
        return switch (value) {
            case Value.Str s -> s.text();
            case Value.Undefined ignored -> "";
            case Value.None ignored -> "None";
            case Value.Bool b -> b == Value.Bool.TRUE ? "True" : "False";
            case Value.Int i -> Long.toString(i.value());
            default -> repr(value, budget);
        };
    }

    static String repr(Value value, Budget budget) {
        var text = new PythonText(budget);
        text.append(value);
        return text.out.toString();
    }

    private void append(Value value) {
        budget.enter();
        int before = out.length();
        switch (value) {
            case Value.Undefined ignored -> out.append("Undefined");
            case Value.None ignored -> out.append("None");
            case Value.Bool b -> out.append(b == Value.Bool.TRUE ? "True" : "False");
            case Value.Int i -> out.append(i.value());
            case Value.Real r -> out.append(PythonFloat.repr(r.value()));
            case Value.Str s -> PythonQuote.append(s.text(), out);
            case Value.Sequence s -> sequence(s);
            case Value.Dict d -> entries(d.entries());
            case Value.Namespace ignored -> out.append("<Namespace>");
            case Value.Function f -> out.append("<function ").append(f.name()).append('>');
            case Loop ignored -> out.append("<LoopContext>");
        }
        if (!(value instanceof Value.Sequence || value instanceof Value.Dict)) {
            budget.produce(out.length() - before);
        }
        budget.leave();
    }

    private void sequence(Value.Sequence sequence) {
        boolean tuple = sequence.kind() == Value.Sequence.Kind.TUPLE;
        out.append(tuple ? '(' : '[');
        List<Value> items = sequence.items();
        for (int i = 0; i < items.size(); i++) {
            out.append(i == 0 ? "" : ", ");
            append(items.get(i));
        }
        out.append(tuple && items.size() == 1 ? ",)" : tuple ? ")" : "]");
    }

    private void entries(Map<Value, Value> entries) {
        String separator = "{";
        for (Map.Entry<Value, Value> entry : entries.entrySet()) {
            out.append(separator);
            append(entry.getKey());
            out.append(": ");
            append(entry.getValue());
            separator = ", ";
        }
        out.append(entries.isEmpty() ? "{}" : "}");
    }
}
