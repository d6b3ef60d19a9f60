package dev.samovar.template;

import dev.samovar.template.Expression.Operator;
import java.util.ArrayList;
import java.util.List;

/** Python's arithmetic operators on numbers, strings and sequences. */
final class Operations {
    private Operations() {}

    static Value apply(Operator operator, Value a, Value b, Run run) {
        if (Numbers.isNumber(a) && Numbers.isNumber(b)) {
            return Numbers.arithmetic(operator, a, b);
        }
        if (operator == Operator.ADD && a instanceof Value.Str s && b instanceof Value.Str t) {
            return Markup.plus(s, t, run.budget());
        }
        if (operator == Operator.ADD
                && a instanceof Value.Sequence s
                && b instanceof Value.Sequence t
                && s.kind() == t.kind()
                && s.kind() != Value.Sequence.Kind.ITERATOR) {
            run.budget().produce((long) s.items().size() + t.items().size());
            List<Value> joined = new ArrayList<>(s.items());
            joined.addAll(t.items());
            return new Value.Sequence(joined, s.kind());
        }
        if (operator == Operator.MULTIPLY && Numbers.isInteger(b)) {
            return repeated(a, b, run);
        }
        if (operator == Operator.MULTIPLY && Numbers.isInteger(a)) {
            return repeated(b, a, run);
        }
        if (operator == Operator.MODULO && a instanceof Value.Str s) {
            return new Value.Str(PercentFormat.format(s.text(), b, run));
        }
        throw unsupported(operator, a, b);
    }

    private static Value repeated(Value value, Value times, Run run) {
        long count = Math.max(0, Math.min(Integer.MAX_VALUE, Numbers.integer(times)));
        if (value instanceof Value.Str s) {
            run.budget().produce(s.text().length() * count);
            return new Value.Str(s.text().repeat((int) count));
        }
        if (value instanceof Value.Sequence s && s.kind() != Value.Sequence.Kind.ITERATOR) {
            run.budget().produce(s.items().size() * count);
            List<Value> items = new ArrayList<>();
            for (long i = 0; i < count && !s.items().isEmpty(); i++) {
                items.addAll(s.items());
            }
            return new Value.Sequence(items, s.kind());
        }
        throw unsupported(Operator.MULTIPLY, value, times);
    }

    /** {@code %} of numbers. */
    static Value modulo(Value a, Value b) {
        if (Numbers.isNumber(a) && Numbers.isNumber(b)) {
            return Numbers.arithmetic(Operator.MODULO, a, b);
        }
        throw unsupported(Operator.MODULO, a, b);
    }

    static Value negative(Value operand) {
        if (operand instanceof Value.Real r) {
            return new Value.Real(-r.value());
        }
        return apply1("unary -", operand, -1);
    }

    static Value positive(Value operand) {
        return operand instanceof Value.Real ? operand : apply1("unary +", operand, 1);
    }

    private static Value apply1(String name, Value operand, long factor) {
        if (Numbers.isInteger(operand)) {
            return Numbers.arithmetic(Operator.MULTIPLY, operand, new Value.Int(factor));
        }
        if (operand instanceof Value.Undefined u) {
            throw TemplateException.evaluation(u.reason());
        }
        throw TemplateException.evaluation("bad operand type for " + name + ": '" + operand.type() + "'");
    }

    private static TemplateException unsupported(Operator operator, Value a, Value b) {
        if (a instanceof Value.Undefined u) {
            return TemplateException.evaluation(u.reason());
        }
        if (b instanceof Value.Undefined u) {
            return TemplateException.evaluation(u.reason());
        }
        String sign = switch (operator) {
            case ADD -> "+";
            case SUBTRACT -> "-";
            case MULTIPLY -> "*";
            case DIVIDE -> "/";
            case FLOOR_DIVIDE -> "//";
            case MODULO -> "%";
            case POWER -> "**";
        };
        return TemplateException.evaluation(
                "unsupported operand types for " + sign + ": '" + a.type() + "' and '" + b.type() + "'");
    }
}
