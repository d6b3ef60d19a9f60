package dev.samovar.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A piece of a template; {@code line} is where it begins. */
sealed interface Statement {
    int line();

    record Text(String text, int line) implements Statement {}

    record Output(Expression expression, int line) implements Statement {}

    record If(List<Branch> branches, List<Statement> otherwise, int line) implements Statement {}

    record Branch(Expression condition, List<Statement> body) {}

    /** @param condition items that do not meet it are skipped before the loop counts */
    record For(
            Target target,
            Expression items,
            @Nullable Expression condition,
            boolean recursive,
            List<Statement> body,
            List<Statement> otherwise,
            int line)
            implements Statement {}

    record Set(Target target, Expression value, int line) implements Statement {}

    /** {@code {% set x | filter %}…{% endset %}}. */
    record SetBlock(Target target, List<Expression.FilterCall> filters, List<Statement> body, int line)
            implements Statement {}

    record Macro(String name, Signature signature, List<Statement> body, int line) implements Statement {}

    /** {@code {% call(x) macro() %}…{% endcall %}}: the body becomes the macro's {@code caller}. */
    record CallBlock(Expression.Call call, Signature signature, List<Statement> body, int line) implements Statement {}

    record FilterBlock(List<Expression.FilterCall> filters, List<Statement> body, int line) implements Statement {}

    record With(List<Assignment> assignments, List<Statement> body, int line) implements Statement {}

    record Assignment(Target target, Expression value) {}

    /** {@code {% generation %}}: marks what the assistant said, for training; here only a scope. */
    record Generation(List<Statement> body, int line) implements Statement {}

    record Break(int line) implements Statement {}

    record Continue(int line) implements Statement {}

    /** What an assignment assigns to. */
    sealed interface Target {
        record Variable(String name) implements Target {}

        record Attribute(String namespace, String name) implements Target {}

        record Unpacked(List<Target> targets) implements Target {}
    }

    record Signature(List<Parameter> parameters) {
        static final Signature EMPTY = new Signature(List.of());
    }

    record Parameter(String name, @Nullable Expression fallback) {}
}
