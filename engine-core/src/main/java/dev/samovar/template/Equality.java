package dev.samovar.template;

import java.util.List;
import java.util.Map;

/** Python's {@code ==}, and {@code in}. Shared parts of a value are compared as often as they occur, so it costs work. */
final class Equality {
    private Equality() {}

    @SuppressWarnings("ReferenceEquality") // what has no value of its own, such as a function, equals only itself
    static boolean equal(Value a, Value b, Budget budget) {
        budget.enter();
        boolean equal;
        if (Numbers.isNumber(a) && Numbers.isNumber(b)) {
            equal = Numbers.compare(a, b) == 0;
        } else if (a instanceof Value.Str s && b instanceof Value.Str t) {
            budget.work(Math.min(s.text().length(), t.text().length()) >> 4);
            equal = s.text().equals(t.text());
        } else if (a instanceof Value.Sequence s && b instanceof Value.Sequence t) {
            equal = s.kind() == t.kind() && items(s.items(), t.items(), budget);
        } else if (a instanceof Value.Dict d && b instanceof Value.Dict e) {
            equal = entries(d.entries(), e.entries(), budget);
        } else {
            equal = a == b || (a instanceof Value.Undefined && b instanceof Value.Undefined);
        }
        budget.leave();
        return equal;
    }

    private static boolean items(List<Value> a, List<Value> b, Budget budget) {
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            if (!equal(a.get(i), b.get(i), budget)) {
                return false;
            }
        }
        return true;
    }

    private static boolean entries(Map<Value, Value> a, Map<Value, Value> b, Budget budget) {
        if (a.size() != b.size()) {
            return false;
        }
        for (Map.Entry<Value, Value> entry : a.entrySet()) {
            Value other = b.get(entry.getKey());
            if (other == null || !equal(entry.getValue(), other, budget)) {
                return false;
            }
        }
        return true;
    }

    /** {@code item in container}. */
    static boolean contains(Value container, Value item, Budget budget) {
        return switch (container) {
            case Value.Str s -> {
                if (!(item instanceof Value.Str wanted)) {
                    throw TemplateException.evaluation(
                            "'in <string>' requires a string as left operand, not " + item.type());
                }
                budget.search(s.text().length(), wanted.text().length());
                yield s.text().contains(wanted.text());
            }
            case Value.Sequence s -> indexOf(s.items(), item, budget) >= 0;
            case Value.Dict d -> DictKey.isKey(item) && d.entries().containsKey(DictKey.of(item));
            case Value.Undefined ignored -> false;
            default ->
                throw TemplateException.evaluation("argument of type '" + container.type() + "' is not iterable");
        };
    }

    static int indexOf(List<Value> items, Value wanted, Budget budget) {
        for (int i = 0; i < items.size(); i++) {
            if (equal(items.get(i), wanted, budget)) {
                return i;
            }
        }
        return -1;
    }
}
