package dev.samovar.template;

import dev.samovar.template.Expression.Comparand;
import dev.samovar.template.Expression.Operator;
import dev.samovar.template.Expression.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Operators from the loosest to the tightest, with jinja2's precedence: {@code ~} binds between + and *. */
final class ExpressionParser {
    private static final Map<String, Relation> RELATIONS = Map.of(
            "==", Relation.EQUAL,
            "!=", Relation.NOT_EQUAL,
            "<", Relation.LESS,
            "<=", Relation.LESS_OR_EQUAL,
            ">", Relation.GREATER,
            ">=", Relation.GREATER_OR_EQUAL);

    private final Tokens tokens;
    private final LiteralParser literals;
    private final OperandParser operands;

    ExpressionParser(Tokens tokens) {
        this.tokens = tokens;
        literals = new LiteralParser(tokens, this);
        operands = new OperandParser(tokens, this, literals);
    }

    OperandParser operands() {
        return operands;
    }

    /** One expression, {@code a if b else c} included. */
    Expression expression() {
        tokens.enter();
        Expression result = or();
        while (tokens.takeName("if")) {
            Expression condition = or();
            result = new Expression.Conditional(condition, result, tokens.takeName("else") ? expression() : null);
        }
        tokens.leave();
        return result;
    }

    /** One expression, or several with commas between, which make a tuple, up to the end of the tag. */
    Expression tuple() {
        return literals.tuple(true);
    }

    /** The list of a {@code for}, where {@code if} begins the loop's condition. */
    Expression tupleWithoutCondition() {
        return literals.tuple(false);
    }

    /** An expression without {@code if}, as in the list of a {@code for}, where {@code if} begins the loop's condition. */
    Expression or() {
        Expression first = and();
        if (!tokens.peek().isName("or")) {
            return first;
        }
        List<Expression> operandList = new ArrayList<>(List.of(first));
        while (tokens.takeName("or")) {
            operandList.add(and());
        }
        return new Expression.Or(operandList);
    }

    private Expression and() {
        Expression first = not();
        if (!tokens.peek().isName("and")) {
            return first;
        }
        List<Expression> operandList = new ArrayList<>(List.of(first));
        while (tokens.takeName("and")) {
            operandList.add(not());
        }
        return new Expression.And(operandList);
    }

    private Expression not() {
        if (!tokens.takeName("not")) {
            return comparison();
        }
        tokens.enter();
        var result = new Expression.Not(not());
        tokens.leave();
        return result;
    }

    private Expression comparison() {
        Expression first = sum();
        List<Comparand> rest = new ArrayList<>();
        for (Relation relation = relation(); relation != null; relation = relation()) {
            rest.add(new Comparand(relation, sum()));
        }
        return rest.isEmpty() ? first : new Expression.Comparison(first, rest);
    }

    private @Nullable Relation relation() {
        Token token = tokens.peek();
        if (token.kind() == Token.Kind.OPERATOR && RELATIONS.containsKey(token.text())) {
            return RELATIONS.get(tokens.next().text());
        }
        if (tokens.takeName("in")) {
            return Relation.IN;
        }
        if (token.isName("not") && tokens.peekNext().isName("in")) {
            tokens.next();
            tokens.next();
            return Relation.NOT_IN;
        }
        return null;
    }

    private Expression sum() {
        Expression result = concatenation();
        while (tokens.peek().isOperator("+") || tokens.peek().isOperator("-")) {
            Operator operator = tokens.next().isOperator("+") ? Operator.ADD : Operator.SUBTRACT;
            result = new Expression.Arithmetic(operator, result, concatenation());
        }
        return result;
    }

    private Expression concatenation() {
        Expression first = product();
        if (!tokens.peek().isOperator("~")) {
            return first;
        }
        List<Expression> operandList = new ArrayList<>(List.of(first));
        while (tokens.takeOperator("~")) {
            operandList.add(product());
        }
        return new Expression.Concatenation(operandList);
    }

    private Expression product() {
        Expression result = power();
        for (Operator operator = productOperator(); operator != null; operator = productOperator()) {
            tokens.next();
            result = new Expression.Arithmetic(operator, result, power());
        }
        return result;
    }

    private @Nullable Operator productOperator() {
        if (tokens.peek().kind() != Token.Kind.OPERATOR) {
            return null;
        }
        return switch (tokens.peek().text()) {
            case "*" -> Operator.MULTIPLY;
            case "/" -> Operator.DIVIDE;
            case "//" -> Operator.FLOOR_DIVIDE;
            case "%" -> Operator.MODULO;
            default -> null;
        };
    }

    private Expression power() {
        Expression result = operands.unary(true);
        while (tokens.takeOperator("**")) {
            result = new Expression.Arithmetic(Operator.POWER, result, operands.unary(true));
        }
        return result;
    }
}
