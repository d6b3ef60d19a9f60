package dev.samovar.template;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Filters that apply another filter or a test to each item. */
final class ChoiceFilters {
    private ChoiceFilters() {}

    /** {@code map('filter', …)} or {@code map(attribute='name', default=…)}. */
    static Value map(Value value, Arguments arguments, Run run) {
        UnaryOperator<Value> change = change(arguments, run);
        List<Value> mapped = new ArrayList<>();
        for (Value item : items(value, run)) {
            run.budget().work(1);
            mapped.add(change.apply(item));
        }
        run.budget().produce(mapped.size());
        return Value.Sequence.iterator(mapped);
    }

    /** What is false, none included, has no items here, as in jinja2. */
    private static List<Value> items(Value value, Run run) {
        return Truth.of(value) ? Iteration.items(value, run.budget()) : List.of();
    }

    private static UnaryOperator<Value> change(Arguments arguments, Run run) {
        if (arguments.positional().isEmpty()) {
            AttributePath path = AttributePath.of(arguments.get(0, "attribute"), run);
            Value fallback = arguments.named().get("default");
            return item -> path.follow(item, fallback);
        }
        String name = arguments.text(0, "filter");
        Builtin filter = Filters.named(name);
        Arguments rest = arguments.after(1, name);
        return item -> filter.apply(item, rest, run);
    }

    static Value select(Value value, Arguments arguments, Run run) {
        return chosen(value, AttributePath.of(Value.None.NONE, run), arguments, true, run);
    }

    static Value reject(Value value, Arguments arguments, Run run) {
        return chosen(value, AttributePath.of(Value.None.NONE, run), arguments, false, run);
    }

    static Value selectAttribute(Value value, Arguments arguments, Run run) {
        return chosen(value, path(arguments, run), arguments.after(1, arguments.callee()), true, run);
    }

    static Value rejectAttribute(Value value, Arguments arguments, Run run) {
        return chosen(value, path(arguments, run), arguments.after(1, arguments.callee()), false, run);
    }

    private static AttributePath path(Arguments arguments, Run run) {
        return AttributePath.of(arguments.get(0, "attribute"), run);
    }

    /** Items whose attribute passes the test that the arguments name, or is true where they name none. */
    private static Value chosen(Value value, AttributePath path, Arguments test, boolean wanted, Run run) {
        String name = test.text(0, "test", "");
        Arguments rest = test.after(1, name);
        List<Value> chosen = new ArrayList<>();
        for (Value item : items(value, run)) {
            run.budget().work(1);
            Value tested = path.follow(item);
            Value result = name.isEmpty() ? tested : Tests.named(name).apply(tested, rest, run);
            if (Truth.of(result) == wanted) {
                chosen.add(item);
            }
        }
        run.budget().produce(chosen.size());
        return Value.Sequence.iterator(chosen);
    }
}
