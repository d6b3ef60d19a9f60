package dev.samovar.template;

import dev.samovar.template.Statement.Target;
import java.util.ArrayList;
import java.util.List;

/** What stands left of an assignment, and the parameters of macros. */
final class TargetParser {
    private final Tokens tokens;
    private final ExpressionParser expressions;

    TargetParser(Tokens tokens, ExpressionParser expressions) {
        this.tokens = tokens;
        this.expressions = expressions;
    }

    /** {@code a}, {@code space.a}, {@code a, b} or {@code (a, b)}. */
    Target target() {
        tokens.enter();
        List<Target> targets = new ArrayList<>();
        boolean comma = false;
        do {
            targets.add(single());
            comma |= tokens.peek().isOperator(",");
        } while (tokens.takeOperator(",") && startsTarget());
        tokens.leave();
        return comma ? new Target.Unpacked(targets) : targets.getFirst();
    }

    private boolean startsTarget() {
        Token token = tokens.peek();
        return token.isOperator("(") || (token.kind() == Token.Kind.NAME && !token.isName("in"));
    }

    private Target single() {
        if (tokens.takeOperator("(")) {
            Target inside = target();
            tokens.expectOperator(")");
            return inside;
        }
        Token name = tokens.expect(Token.Kind.NAME, "a name to assign to");
        if (List.of("true", "false", "none", "True", "False", "None").contains(name.text())) {
            throw TemplateException.syntax("'" + name.text() + "' cannot be assigned", name.line());
        }
        return tokens.takeOperator(".")
                ? new Target.Attribute(name.text(), tokens.name("a member name"))
                : new Target.Variable(name.text());
    }

    /** Parameters up to and including the closing parenthesis; the opening one is consumed. */
    Statement.Signature signature() {
        List<Statement.Parameter> parameters = new ArrayList<>();
        while (!tokens.takeOperator(")")) {
            String name = tokens.name("a parameter name");
            Expression fallback = tokens.takeOperator("=") ? expressions.expression() : null;
            if (fallback == null
                    && !parameters.isEmpty()
                    && parameters.getLast().fallback() != null) {
                throw tokens.unexpected("a default, as the parameter before '" + name + "' has one,");
            }
            parameters.add(new Statement.Parameter(name, fallback));
            if (!tokens.peek().isOperator(")")) {
                tokens.expectOperator(",");
            }
        }
        return new Statement.Signature(parameters);
    }
}
