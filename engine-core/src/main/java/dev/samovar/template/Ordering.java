package dev.samovar.template;

import java.util.List;

/** Python's {@code <} between numbers, strings, lists and tuples; other pairs have no order. */
final class Ordering {
    private Ordering() {}

    /** Negative, zero or positive, as a is before, equal to or after b. */
    static int compare(Value a, Value b, String operator, Budget budget) {
        budget.enter();
        int order;
        if (Numbers.isNumber(a) && Numbers.isNumber(b)) {
            order = Numbers.compare(a, b);
        } else if (a instanceof Value.Str s && b instanceof Value.Str t) {
            budget.work(Math.min(s.text().length(), t.text().length()) >> 4);
            order = strings(s.text(), t.text());
        } else if (a instanceof Value.Sequence s && b instanceof Value.Sequence t && s.kind() == t.kind()) {
            order = items(s.items(), t.items(), operator, budget);
        } else {
            throw incomparable(a, b, operator);
        }
        budget.leave();
        return order;
    }

    /** By code points: UTF-16 order differs where surrogates meet the end of the first plane. */
    static int strings(String a, String b) {
        int shorter = Math.min(a.length(), b.length());
        for (int i = 0; i < shorter; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                boolean bothOrNeither = Character.isSurrogate(x) == Character.isSurrogate(y);
                return bothOrNeither ? x - y : Character.isSurrogate(x) ? 1 : -1;
            }
        }
        return a.length() - b.length();
    }

    private static int items(List<Value> a, List<Value> b, String operator, Budget budget) {
        int shorter = Math.min(a.size(), b.size());
        for (int i = 0; i < shorter; i++) {
            if (!Equality.equal(a.get(i), b.get(i), budget)) {
                return compare(a.get(i), b.get(i), operator, budget);
            }
        }
        return a.size() - b.size();
    }

    private static TemplateException incomparable(Value a, Value b, String operator) {
        if (a instanceof Value.Undefined u) {
            return TemplateException.evaluation(u.reason());
        }
        if (b instanceof Value.Undefined u) {
            return TemplateException.evaluation(u.reason());
        }
        return TemplateException.evaluation(
                "'" + operator + "' not supported between instances of '" + a.type() + "' and '" + b.type() + "'");
    }
}
