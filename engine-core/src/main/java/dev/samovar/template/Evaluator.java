package dev.samovar.template;

import dev.samovar.template.Expression.CallArguments;
import dev.samovar.template.Expression.Comparand;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The value of an expression in a scope. */
final class Evaluator {
    private final Run run;

    Evaluator(Run run) {
        this.run = run;
    }

    Value evaluate(Expression expression, Scope scope) {
        run.budget().enter();
        Value value = switch (expression) {
            case Expression.Constant c -> c.value();
            case Expression.Name n -> scope.get(n.name());
            case Expression.SequenceOf s -> new Value.Sequence(all(s.items(), scope), s.kind());
            case Expression.DictOf d -> dict(d, scope);
            case Expression.Negative n -> Operations.negative(evaluate(n.operand(), scope));
            case Expression.Positive p -> Operations.positive(evaluate(p.operand(), scope));
            case Expression.Not n -> Value.Bool.of(!isTrue(n.operand(), scope));
            case Expression.Arithmetic a ->
                Operations.apply(a.operator(), evaluate(a.left(), scope), evaluate(a.right(), scope), run);
            case Expression.Concatenation c -> concatenation(c, scope);
            case Expression.And a -> decide(a.operands(), false, scope);
            case Expression.Or o -> decide(o.operands(), true, scope);
            case Expression.Comparison c -> comparison(c, scope);
            case Expression.Conditional c -> conditional(c, scope);
            case Expression.Attribute a -> Members.attribute(evaluate(a.target(), scope), a.name(), run);
            case Expression.Item i -> Members.item(evaluate(i.target(), scope), evaluate(i.index(), scope), run);
            case Expression.Slice s ->
                Members.slice(
                        evaluate(s.target(), scope),
                        bound(s.start(), scope),
                        bound(s.stop(), scope),
                        bound(s.step(), scope),
                        run);
            case Expression.Call c -> call(evaluate(c.callee(), scope), c.arguments(), scope);
            case Expression.Filtered f -> filtered(evaluate(f.target(), scope), f.filter(), scope);
            case Expression.Test t ->
                Tests.named(t.name())
                        .apply(evaluate(t.target(), scope), arguments(t.name(), t.arguments(), scope), run);
        };
        run.budget().leave();
        return value;
    }

    boolean isTrue(Expression expression, Scope scope) {
        return Truth.of(evaluate(expression, scope));
    }

    Value filtered(Value target, Expression.FilterCall filter, Scope scope) {
        return Filters.named(filter.name()).apply(target, arguments(filter.name(), filter.arguments(), scope), run);
    }

    private Value call(Value callee, CallArguments written, Scope scope) {
        return switch (callee) {
            case Value.Function f -> f.body().call(arguments(f.name(), written, scope));
            case Loop l -> l.call(arguments("loop", written, scope));
            case Value.Undefined u -> throw TemplateException.evaluation(u.reason());
            default -> throw TemplateException.evaluation("'" + callee.type() + "' object is not callable");
        };
    }

    Arguments arguments(String callee, CallArguments written, Scope scope) {
        List<Value> positional = all(written.positional(), scope);
        Map<String, Value> named = new LinkedHashMap<>();
        written.named().forEach((name, value) -> named.put(name, evaluate(value, scope)));
        if (written.list() != null) {
            positional.addAll(Iteration.items(evaluate(written.list(), scope), run.budget()));
        }
        if (written.dict() != null) {
            if (!(evaluate(written.dict(), scope) instanceof Value.Dict more)) {
                throw TemplateException.evaluation("the argument after ** must be a dict");
            }
            more.entries().forEach((name, value) -> named.put(PythonText.str(name, run.budget()), value));
        }
        run.budget().produce(positional.size() + named.size());
        return new Arguments(callee, positional, named);
    }

    private List<Value> all(List<Expression> expressions, Scope scope) {
        List<Value> values = new ArrayList<>(expressions.size());
        for (Expression expression : expressions) {
            values.add(evaluate(expression, scope));
        }
        return values;
    }

    private Value dict(Expression.DictOf dict, Scope scope) {
        Map<Value, Value> entries = new LinkedHashMap<>();
        for (Expression.Entry entry : dict.entries()) {
            entries.put(DictKey.of(evaluate(entry.key(), scope)), evaluate(entry.value(), scope));
        }
        return new Value.Dict(entries);
    }

    private Value concatenation(Expression.Concatenation concatenation, Scope scope) {
        List<String> parts = new ArrayList<>();
        for (Value operand : all(concatenation.operands(), scope)) {
            parts.add(PythonText.str(operand, run.budget()));
        }
        return new Value.Str(SequenceFilters.joined(parts, "", run.budget()));
    }

    /** The first operand whose truth is {@code deciding}, or the last. */
    private Value decide(List<Expression> operands, boolean deciding, Scope scope) {
        for (Expression operand : operands.subList(0, operands.size() - 1)) {
            Value value = evaluate(operand, scope);
            if (Truth.of(value) == deciding) {
                return value;
            }
        }
        return evaluate(operands.getLast(), scope);
    }

    private Value comparison(Expression.Comparison comparison, Scope scope) {
        Value left = evaluate(comparison.first(), scope);
        for (Comparand comparand : comparison.rest()) {
            Value right = evaluate(comparand.operand(), scope);
            if (!Relations.holds(comparand.relation(), left, right, run.budget())) {
                return Value.Bool.FALSE;
            }
            left = right;
        }
        return Value.Bool.TRUE;
    }

    private Value conditional(Expression.Conditional conditional, Scope scope) {
        if (isTrue(conditional.condition(), scope)) {
            return evaluate(conditional.then(), scope);
        }
        return conditional.otherwise() == null
                ? new Value.Undefined("the condition was false and there is no else")
                : evaluate(conditional.otherwise(), scope);
    }

    private Value bound(@Nullable Expression bound, Scope scope) {
        return bound == null ? Value.None.NONE : evaluate(bound, scope);
    }
}
