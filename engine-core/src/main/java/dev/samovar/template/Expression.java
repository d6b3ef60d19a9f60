package dev.samovar.template;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What stands between braces and has a value. */
sealed interface Expression {

    record Constant(Value value) implements Expression {}

    record Name(String name) implements Expression {}

    record SequenceOf(List<Expression> items, Value.Sequence.Kind kind) implements Expression {}

    record DictOf(List<Entry> entries) implements Expression {}

    record Entry(Expression key, Expression value) {}

    record Negative(Expression operand) implements Expression {}

    record Positive(Expression operand) implements Expression {}

    record Not(Expression operand) implements Expression {}

    record Arithmetic(Operator operator, Expression left, Expression right) implements Expression {}

    enum Operator {
        ADD,
        SUBTRACT,
        MULTIPLY,
        DIVIDE,
        FLOOR_DIVIDE,
        MODULO,
        POWER
    }

    /** Several operands of {@code ~}. */
    record Concatenation(List<Expression> operands) implements Expression {}

    /** Several operands of {@code and}; the value is that of the deciding operand. */
    record And(List<Expression> operands) implements Expression {}

    /** Several operands of {@code or}. */
    record Or(List<Expression> operands) implements Expression {}

    /** {@code first < b <= c}: every neighbouring pair must compare. */
    record Comparison(Expression first, List<Comparand> rest) implements Expression {}

    record Comparand(Relation relation, Expression operand) {}

    enum Relation {
        EQUAL,
        NOT_EQUAL,
        LESS,
        LESS_OR_EQUAL,
        GREATER,
        GREATER_OR_EQUAL,
        IN,
        NOT_IN
    }

    /** {@code then if condition else otherwise}; without {@code else} the other value is undefined. */
    record Conditional(
            Expression condition, Expression then, @Nullable Expression otherwise) implements Expression {}

    /** {@code target.name}: attribute first, then item. */
    record Attribute(Expression target, String name) implements Expression {}

    /** {@code target[index]}: item first, then attribute. */
    record Item(Expression target, Expression index) implements Expression {}

    record Slice(
            Expression target,
            @Nullable Expression start,
            @Nullable Expression stop,
            @Nullable Expression step) implements Expression {}

    record Call(Expression callee, CallArguments arguments) implements Expression {}

    record Filtered(Expression target, FilterCall filter) implements Expression {}

    record FilterCall(String name, CallArguments arguments) {}

    record Test(Expression target, String name, CallArguments arguments) implements Expression {}

    /** Arguments as written; {@code *list} and {@code **dict} are rarely there. */
    record CallArguments(
            List<Expression> positional,
            Map<String, Expression> named,
            @Nullable Expression list,
            @Nullable Expression dict) {
        static final CallArguments NONE = new CallArguments(List.of(), Map.of(), null, null);
    }
}
