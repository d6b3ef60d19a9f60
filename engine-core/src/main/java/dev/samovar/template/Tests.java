package dev.samovar.template;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What may stand after {@code is}. */
final class Tests {
    private Tests() {}

    static Builtin named(String name) {
        Builtin test = find(name);
        if (test == null) {
            throw TemplateException.evaluation("No test named '" + name + "'");
        }
        return test;
    }

    private static @Nullable Builtin find(String name) {
        return switch (name) {
            case "defined" -> kind(value -> !(value instanceof Value.Undefined));
            case "undefined" -> kind(value -> value instanceof Value.Undefined);
            case "none" -> kind(value -> value instanceof Value.None);
            case "boolean" -> kind(value -> value instanceof Value.Bool);
            case "true" -> kind(value -> value == Value.Bool.TRUE);
            case "false" -> kind(value -> value == Value.Bool.FALSE);
            case "integer" -> kind(value -> value instanceof Value.Int);
            case "float" -> kind(value -> value instanceof Value.Real);
            case "number" -> kind(Numbers::isNumber);
            case "string" -> kind(value -> value instanceof Value.Str);
            case "mapping" -> kind(value -> value instanceof Value.Dict);
            case "iterable" -> kind(Tests::isIterable);
            case "sequence" -> kind(value -> isIterable(value) && !isIterator(value));
            case "callable" -> kind(value -> value instanceof Value.Function || value instanceof Loop);
            case "escaped" -> kind(value -> value instanceof Value.Str s && s.safe());
            case "odd" -> kind(value -> remainder(value, new Value.Int(2)) == 1);
            case "even" -> kind(value -> remainder(value, new Value.Int(2)) == 0);
            case "divisibleby" ->
                (value, arguments, run) -> Value.Bool.of(remainder(value, arguments.get(0, "num")) == 0);
            case "lower" -> (value, arguments, run) -> Value.Bool.of(TextKind.isLower(text(value, run), run));
            case "upper" -> (value, arguments, run) -> Value.Bool.of(TextKind.isUpper(text(value, run), run));
            case "sameas" -> (value, arguments, run) -> Value.Bool.of(same(value, arguments.get(0, "other")));
            case "filter" -> (value, arguments, run) -> Value.Bool.of(Filters.find(text(value, run)) != null);
            case "test" -> (value, arguments, run) -> Value.Bool.of(find(text(value, run)) != null);
            case "eq", "==", "equalto" -> relation(Expression.Relation.EQUAL);
            case "ne", "!=" -> relation(Expression.Relation.NOT_EQUAL);
            case "lt", "<", "lessthan" -> relation(Expression.Relation.LESS);
            case "le", "<=" -> relation(Expression.Relation.LESS_OR_EQUAL);
            case "gt", ">", "greaterthan" -> relation(Expression.Relation.GREATER);
            case "ge", ">=" -> relation(Expression.Relation.GREATER_OR_EQUAL);
            case "in" -> relation(Expression.Relation.IN);
            default -> null;
        };
    }

    private static Builtin kind(Predicate<Value> holds) {
        return (value, arguments, run) -> Value.Bool.of(holds.test(value));
    }

    private static Builtin relation(Expression.Relation relation) {
        return (value, arguments, run) ->
                Value.Bool.of(Relations.holds(relation, value, arguments.get(0, "other"), run.budget()));
    }

    private static boolean isIterable(Value value) {
        return value instanceof Value.Sequence
                || value instanceof Value.Dict
                || value instanceof Value.Str
                || value instanceof Value.Undefined;
    }

    private static boolean isIterator(Value value) {
        return value instanceof Value.Sequence s && s.kind() == Value.Sequence.Kind.ITERATOR;
    }

    /** Zero, one, or a positive number for other remainders. */
    private static long remainder(Value value, Value divisor) {
        Value remainder = Operations.modulo(value, divisor);
        return Numbers.isInteger(remainder) ? Numbers.integer(remainder) : (long) Math.ceil(Numbers.real(remainder));
    }

    private static String text(Value value, Run run) {
        return PythonText.str(value, run.budget());
    }

    /** Small values have no identity here: equal ones of one type count as the same object, as Python interns most. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean same(Value a, Value b) {
        return a == b || (a.getClass() == b.getClass() && DictKey.isKey(a) && a.equals(b));
    }
}
