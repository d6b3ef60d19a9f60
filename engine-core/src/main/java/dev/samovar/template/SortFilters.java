package dev.samovar.template;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** Filters that order or compare items; letter case does not count unless asked. */
final class SortFilters {
    private SortFilters() {}

    /** What an item is ordered by. */
    private record Key(List<AttributePath> paths, boolean caseSensitive, Run run) {
        static Key of(Arguments arguments, int caseIndex, int attributeIndex, Run run) {
            Value attribute = arguments.or(attributeIndex, "attribute", Value.None.NONE);
            List<AttributePath> paths = new ArrayList<>();
            if (attribute instanceof Value.Str s) {
                TextSplit.at(s.text(), ",", -1).forEach(path -> paths.add(AttributePath.of(new Value.Str(path), run)));
            } else {
                paths.add(AttributePath.of(attribute, run));
            }
            return new Key(paths, arguments.flag(caseIndex, "case_sensitive", false), run);
        }

        Value of(Value item) {
            List<Value> parts = new ArrayList<>();
            for (AttributePath path : paths) {
                parts.add(folded(path.follow(item)));
            }
            return parts.size() == 1 ? parts.getFirst() : Value.Sequence.list(parts);
        }

        Value folded(Value value) {
            return caseSensitive || !(value instanceof Value.Str s) ? value : new Value.Str(TextShape.lower(s.text()));
        }

        Comparator<Value> comparator() {
            return (a, b) -> Ordering.compare(of(a), of(b), "<", run.budget());
        }
    }

    static Value sort(Value value, Arguments arguments, Run run) {
        return Value.Sequence.list(
                sorted(value, Key.of(arguments, 1, 2, run).comparator(), arguments.flag(0, "reverse", false), run));
    }

    private static List<Value> sorted(Value value, Comparator<Value> order, boolean reverse, Run run) {
        List<Value> items = new ArrayList<>(Iteration.items(value, run.budget()));
        run.budget().produce(items.size());
        items.sort(reverse ? Collections.reverseOrder(order) : order);
        return items;
    }

    static Value dictSort(Value value, Arguments arguments, Run run) {
        if (!(value instanceof Value.Dict dict)) {
            throw TemplateException.evaluation("dictsort needs a mapping, not " + value.type());
        }
        String by = arguments.text(1, "by", "key");
        if (!by.equals("key") && !by.equals("value")) {
            throw TemplateException.evaluation("You can only sort by either \"key\" or \"value\"");
        }
        var path = new AttributePath(List.of(new Value.Int(by.equals("key") ? 0 : 1)), run);
        var key = new Key(List.of(path), arguments.flag(0, "case_sensitive", false), run);
        Value pairs = Value.Sequence.list(SequenceFilters.pairs(dict, run));
        return Value.Sequence.list(sorted(pairs, key.comparator(), arguments.flag(2, "reverse", false), run));
    }

    static Value unique(Value value, Arguments arguments, Run run) {
        Key key = Key.of(arguments, 0, 1, run);
        List<Value> seen = new ArrayList<>();
        List<Value> unique = new ArrayList<>();
        for (Value item : Iteration.items(value, run.budget())) {
            Value itemKey = key.of(item);
            if (Equality.indexOf(seen, itemKey, run.budget()) < 0) {
                seen.add(itemKey);
                unique.add(item);
            }
        }
        run.budget().produce(unique.size());
        return Value.Sequence.iterator(unique);
    }

    static Value min(Value value, Arguments arguments, Run run) {
        return extreme(value, Key.of(arguments, 0, 1, run).comparator(), run);
    }

    static Value max(Value value, Arguments arguments, Run run) {
        return extreme(value, Key.of(arguments, 0, 1, run).comparator().reversed(), run);
    }

    private static Value extreme(Value value, Comparator<Value> order, Run run) {
        List<Value> items = Iteration.items(value, run.budget());
        if (items.isEmpty()) {
            return new Value.Undefined("No aggregated item, sequence was empty.");
        }
        return Collections.min(items, order);
    }

    /** Pairs of a key and the list of items that have it, ordered by key. */
    static Value groupBy(Value value, Arguments arguments, Run run) {
        var named = new Arguments(arguments.callee(), List.of(), arguments.named());
        Value attribute = arguments.get(0, "attribute");
        var key = new Key(List.of(AttributePath.of(attribute, run)), named.flag(0, "case_sensitive", false), run);
        List<Value> groups = new ArrayList<>();
        List<Value> members = new ArrayList<>();
        List<Value> items = sorted(value, key.comparator(), false, run);
        for (int i = 0; i < items.size(); i++) {
            members.add(items.get(i));
            boolean last = i + 1 == items.size()
                    || !Equality.equal(key.of(items.get(i)), key.of(items.get(i + 1)), run.budget());
            if (last) {
                Value grouper = AttributePath.of(attribute, run).follow(members.getFirst());
                groups.add(Value.Sequence.tuple(grouper, Value.Sequence.list(members)));
                members = new ArrayList<>();
            }
        }
        return Value.Sequence.list(groups);
    }
}
