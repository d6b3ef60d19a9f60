package dev.samovar.template;

import dev.samovar.template.Statement.Target;
import java.util.ArrayList;
import java.util.List;

/** Walks statements and collects their output. */
final class Renderer {
    /** How a body ended. */
    private enum Flow {
        NEXT,
        BREAK,
        CONTINUE
    }

    private final Run run;
    private final Evaluator evaluator;

    Renderer(Run run) {
        this.run = run;
        evaluator = new Evaluator(run);
    }

    /** The output of a body in a scope. */
    String text(List<Statement> body, Scope scope) {
        var out = new StringBuilder();
        body(body, scope, out);
        return out.toString();
    }

    private Flow body(List<Statement> body, Scope scope, StringBuilder out) {
        for (Statement statement : body) {
            run.budget().enter();
            Flow flow;
            try {
                flow = statement(statement, scope, out);
            } catch (TemplateException fault) {
                throw fault.at(statement.line());
            }
            run.budget().leave();
            if (flow != Flow.NEXT) {
                return flow;
            }
        }
        return Flow.NEXT;
    }

    private Flow statement(Statement statement, Scope scope, StringBuilder out) {
        switch (statement) {
            case Statement.Text t -> write(t.text(), out);
            case Statement.Output o ->
                write(PythonText.str(evaluator.evaluate(o.expression(), scope), run.budget()), out);
            case Statement.If i -> {
                return ifElse(i, scope, out);
            }
            case Statement.For f -> loop(f, evaluator.evaluate(f.items(), scope), 0, scope, out);
            case Statement.Set s -> assign(s.target(), evaluator.evaluate(s.value(), scope), scope);
            case Statement.SetBlock s -> {
                Value text = new Value.Str(text(s.body(), new Scope(scope)));
                assign(s.target(), filtered(text, s.filters(), scope), scope);
            }
            case Statement.Macro m -> scope.set(m.name(), macro(m.name(), m.signature(), m.body(), scope));
            case Statement.CallBlock c -> write(PythonText.str(callBlock(c, scope), run.budget()), out);
            case Statement.FilterBlock f -> {
                Value text = new Value.Str(text(f.body(), new Scope(scope)));
                write(PythonText.str(filtered(text, f.filters(), scope), run.budget()), out);
            }
            case Statement.With w -> {
                return with(w, scope, out);
            }
            case Statement.Generation g -> {
                return body(g.body(), new Scope(scope), out);
            }
            case Statement.Break ignored -> {
                return Flow.BREAK;
            }
            case Statement.Continue ignored -> {
                return Flow.CONTINUE;
            }
        }
        return Flow.NEXT;
    }

    private void write(String text, StringBuilder out) {
        run.budget().produce(text.length());
        out.append(text);
    }

    private Flow ifElse(Statement.If statement, Scope scope, StringBuilder out) {
        for (Statement.Branch branch : statement.branches()) {
            if (evaluator.isTrue(branch.condition(), scope)) {
                return body(branch.body(), scope, out);
            }
        }
        return body(statement.otherwise(), scope, out);
    }

    private void loop(Statement.For statement, Value items, int depth, Scope scope, StringBuilder out) {
        List<Value> chosen = chosen(statement, items, scope);
        var loop = new Loop(chosen, depth, statement.recursive() ? recursion(statement, depth, scope) : null, run);
        for (Value item = loop.next(); item != null; item = loop.next()) {
            var inner = new Scope(scope);
            inner.set("loop", loop);
            assign(statement.target(), item, inner);
            if (body(statement.body(), inner, out) == Flow.BREAK) {
                return;
            }
        }
        if (chosen.isEmpty()) {
            body(statement.otherwise(), new Scope(scope), out);
        }
    }

    private List<Value> chosen(Statement.For statement, Value items, Scope scope) {
        List<Value> all = Iteration.items(items, run.budget());
        if (statement.condition() == null) {
            return all;
        }
        List<Value> chosen = new ArrayList<>();
        for (Value item : all) {
            var inner = new Scope(scope);
            assign(statement.target(), item, inner);
            if (evaluator.isTrue(statement.condition(), inner)) {
                chosen.add(item);
            }
        }
        return chosen;
    }

    private Value.Function recursion(Statement.For statement, int depth, Scope scope) {
        return new Value.Function("loop", arguments -> {
            var out = new StringBuilder();
            loop(statement, arguments.get(0, "iterable"), depth + 1, scope, out);
            return new Value.Str(out.toString());
        });
    }

    private Value filtered(Value value, List<Expression.FilterCall> filters, Scope scope) {
        Value result = value;
        for (Expression.FilterCall filter : filters) {
            result = evaluator.filtered(result, filter, scope);
        }
        return result;
    }

    private Flow with(Statement.With statement, Scope scope, StringBuilder out) {
        var inner = new Scope(scope);
        for (Statement.Assignment assignment : statement.assignments()) {
            assign(assignment.target(), evaluator.evaluate(assignment.value(), scope), inner);
        }
        return body(statement.body(), inner, out);
    }

    private Value.Function macro(String name, Statement.Signature signature, List<Statement> body, Scope defining) {
        return new Value.Function(name, arguments -> {
            var inner = new Scope(defining);
            new Parameters(signature, evaluator).bind(arguments, inner);
            return new Value.Str(text(body, inner));
        });
    }

    private Value callBlock(Statement.CallBlock block, Scope scope) {
        Value caller = macro("caller", block.signature(), block.body(), scope);
        Value callee = evaluator.evaluate(block.call().callee(), scope);
        if (!(callee instanceof Value.Function macro)) {
            throw TemplateException.evaluation("'" + callee.type() + "' object is not callable");
        }
        Arguments arguments = evaluator.arguments(macro.name(), block.call().arguments(), scope);
        arguments.named().put("caller", caller);
        return macro.body().call(arguments);
    }

    private void assign(Target target, Value value, Scope scope) {
        switch (target) {
            case Target.Variable v -> scope.set(v.name(), value);
            case Target.Attribute a -> {
                if (!(scope.get(a.namespace()) instanceof Value.Namespace namespace)) {
                    throw TemplateException.evaluation(
                            "cannot assign attribute '" + a.name() + "': '" + a.namespace() + "' is no namespace()");
                }
                namespace.attributes().put(a.name(), value);
            }
            case Target.Unpacked u -> unpack(u.targets(), value, scope);
        }
    }

    private void unpack(List<Target> targets, Value value, Scope scope) {
        List<Value> items = Iteration.items(value, run.budget());
        if (items.size() != targets.size()) {
            throw TemplateException.evaluation(
                    "cannot unpack " + items.size() + " values into " + targets.size() + " names");
        }
        for (int i = 0; i < items.size(); i++) {
            assign(targets.get(i), items.get(i), scope);
        }
    }
}
