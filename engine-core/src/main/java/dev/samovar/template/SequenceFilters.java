package dev.samovar.template;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Filters of lists, and of what can be walked like one. */
final class SequenceFilters {
    private SequenceFilters() {}

    static Value length(Value value, Arguments arguments, Run run) {
        return new Value.Int(Iteration.length(value));
    }

    private static List<Value> walked(Value value, Run run) {
        List<Value> items = Iteration.items(value, run.budget());
        run.budget().produce(items.size());
        return items;
    }

    static Value list(Value value, Arguments arguments, Run run) {
        return Value.Sequence.list(new ArrayList<>(walked(value, run)));
    }

    static Value items(Value value, Arguments arguments, Run run) {
        if (value instanceof Value.Undefined) {
            return Value.Sequence.iterator(List.of());
        }
        if (!(value instanceof Value.Dict dict)) {
            throw TemplateException.evaluation("Can only get item pairs from a mapping.");
        }
        return Value.Sequence.iterator(pairs(dict, run));
    }

    static List<Value> pairs(Value.Dict dict, Run run) {
        run.budget().produce(dict.entries().size());
        List<Value> pairs = new ArrayList<>();
        for (Map.Entry<Value, Value> entry : dict.entries().entrySet()) {
            pairs.add(Value.Sequence.tuple(entry.getKey(), entry.getValue()));
        }
        return pairs;
    }

    static Value first(Value value, Arguments arguments, Run run) {
        List<Value> items = walked(value, run);
        return items.isEmpty() ? new Value.Undefined("No first item, sequence was empty.") : items.getFirst();
    }

    static Value last(Value value, Arguments arguments, Run run) {
        List<Value> items = walked(value, run);
        return items.isEmpty() ? new Value.Undefined("No last item, sequence was empty.") : items.getLast();
    }

    static Value join(Value value, Arguments arguments, Run run) {
        String separator = PythonText.str(arguments.or(0, "d", new Value.Str("")), run.budget());
        Value attribute = arguments.or(1, "attribute", Value.None.NONE);
        List<String> parts = new ArrayList<>();
        for (Value item : walked(value, run)) {
            parts.add(PythonText.str(AttributePath.of(attribute, run).follow(item), run.budget()));
        }
        return new Value.Str(joined(parts, separator, run.budget()));
    }

    static String joined(List<String> parts, String separator, Budget budget) {
        var out = new StringBuilder();
        for (int i = 0; i < parts.size(); i++) {
            budget.produce((long) separator.length() + parts.get(i).length());
            out.append(i == 0 ? "" : separator).append(parts.get(i));
        }
        return out.toString();
    }

    static Value reverse(Value value, Arguments arguments, Run run) {
        if (value instanceof Value.Str s) {
            return new Value.Str(new StringBuilder(s.text()).reverse().toString());
        }
        List<Value> items = new ArrayList<>(walked(value, run));
        Collections.reverse(items);
        return Value.Sequence.iterator(items);
    }

    static Value sum(Value value, Arguments arguments, Run run) {
        AttributePath path = AttributePath.of(arguments.or(0, "attribute", Value.None.NONE), run);
        Value sum = arguments.or(1, "start", new Value.Int(0));
        for (Value item : walked(value, run)) {
            sum = Operations.apply(Expression.Operator.ADD, sum, path.follow(item), run);
        }
        return sum;
    }

    static Value batch(Value value, Arguments arguments, Run run) {
        int size = (int) Math.max(1, Math.min(Integer.MAX_VALUE, arguments.integer(0, "linecount", 1)));
        List<Value> items = walked(value, run);
        List<Value> batches = new ArrayList<>();
        for (int at = 0; at < items.size(); at += size) {
            batches.add(filled(items.subList(at, Math.min(items.size(), at + size)), size, arguments, run));
            if (items.size() - at <= size) {
                break; // and so 'at' cannot overflow
            }
        }
        return Value.Sequence.iterator(batches);
    }

    static Value slice(Value value, Arguments arguments, Run run) {
        int count = (int) Math.max(1, Math.min(100_000, arguments.integer(0, "slices", 1)));
        List<Value> items = walked(value, run);
        run.budget().produce(count);
        int size = items.size() / count;
        int longer = items.size() % count;
        List<Value> slices = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int start = i * size + Math.min(i, longer);
            int end = start + size + (i < longer ? 1 : 0);
            slices.add(filled(items.subList(start, end), longer == 0 || i < longer ? 0 : size + 1, arguments, run));
        }
        return Value.Sequence.iterator(slices);
    }

    private static Value filled(List<Value> items, int size, Arguments arguments, Run run) {
        Value filler = arguments.or(1, "fill_with", Value.None.NONE);
        List<Value> filled = new ArrayList<>(items);
        if (!(filler instanceof Value.None)) {
            run.budget().produce(Math.max(0, size - items.size()));
            while (filled.size() < size) {
                filled.add(filler);
            }
        }
        return Value.Sequence.list(filled);
    }
}
