package dev.samovar.template;

import dev.samovar.template.Expression.CallArguments;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What follows a literal or a name: members, items, calls, filters and tests. */
final class OperandParser {
    private static final List<String> NO_TEST_ARGUMENT = List.of("else", "or", "and", "is", "if", "in", "not");

    private final Tokens tokens;
    private final ExpressionParser expressions;
    private final LiteralParser literals;

    OperandParser(Tokens tokens, ExpressionParser expressions, LiteralParser literals) {
        this.tokens = tokens;
        this.expressions = expressions;
        this.literals = literals;
    }

    /** @param withFilters false under a sign, which binds tighter than a filter: {@code -x|abs} is {@code (-x)|abs} */
    Expression unary(boolean withFilters) {
        tokens.enter();
        Expression operand;
        if (tokens.takeOperator("-")) {
            operand = new Expression.Negative(unary(false));
        } else if (tokens.takeOperator("+")) {
            operand = new Expression.Positive(unary(false));
        } else {
            operand = literals.literalOrName();
        }
        operand = members(operand);
        Expression result = withFilters ? filtersAndTests(operand) : operand;
        tokens.leave();
        return result;
    }

    private Expression members(Expression operand) {
        Expression result = operand;
        while (true) {
            if (tokens.takeOperator(".")) {
                result = member(result);
            } else if (tokens.takeOperator("[")) {
                result = subscript(result);
            } else if (tokens.takeOperator("(")) {
                result = new Expression.Call(result, arguments());
            } else {
                return result;
            }
        }
    }

    private Expression member(Expression target) {
        if (tokens.peek().kind() == Token.Kind.INTEGER) {
            return new Expression.Item(target, new Expression.Constant(NumberLiteral.integer(tokens.next())));
        }
        return new Expression.Attribute(target, tokens.name("a member name"));
    }

    private Expression subscript(Expression target) {
        Expression start = tokens.peek().isOperator(":") ? null : expressions.tuple();
        if (start != null && tokens.takeOperator("]")) {
            return new Expression.Item(target, start);
        }
        tokens.expectOperator(":");
        Expression stop = bound();
        Expression step = tokens.takeOperator(":") ? bound() : null;
        tokens.expectOperator("]");
        return new Expression.Slice(target, start, stop, step);
    }

    private @Nullable Expression bound() {
        boolean absent = tokens.peek().isOperator(":") || tokens.peek().isOperator("]");
        return absent ? null : expressions.expression();
    }

    /** Arguments up to and including the closing parenthesis; the opening one is consumed. */
    private CallArguments arguments() {
        List<Expression> positional = new ArrayList<>();
        Map<String, Expression> named = new LinkedHashMap<>();
        Expression list = null;
        Expression dict = null;
        while (!tokens.takeOperator(")")) {
            if (tokens.takeOperator("**")) {
                dict = expressions.expression();
            } else if (tokens.takeOperator("*")) {
                list = expressions.expression();
            } else if (tokens.peek().kind() == Token.Kind.NAME
                    && tokens.peekNext().isOperator("=")) {
                String name = tokens.next().text();
                tokens.next();
                named.put(name, expressions.expression());
            } else if (named.isEmpty() && dict == null) {
                positional.add(expressions.expression());
            } else {
                throw tokens.unexpected("a named argument after named arguments");
            }
            if (!tokens.peek().isOperator(")")) {
                tokens.expectOperator(",");
            }
        }
        return new CallArguments(positional, named, list, dict);
    }

    private Expression filtersAndTests(Expression operand) {
        Expression result = operand;
        while (true) {
            if (tokens.peek().isOperator("|")) {
                result = new Expression.Filtered(result, filter());
            } else if (tokens.takeName("is")) {
                result = test(result);
            } else if (tokens.takeOperator("(")) {
                result = new Expression.Call(result, arguments());
            } else {
                return result;
            }
        }
    }

    /** {@code | name(arguments)}. */
    Expression.FilterCall filter() {
        tokens.expectOperator("|");
        return filterCall();
    }

    /** {@code name(arguments)} of a filter. */
    Expression.FilterCall filterCall() {
        String name = tokens.name("a filter name");
        return new Expression.FilterCall(name, tokens.takeOperator("(") ? arguments() : CallArguments.NONE);
    }

    private Expression test(Expression target) {
        boolean negated = tokens.takeName("not");
        String name = tokens.name("a test name");
        CallArguments arguments = CallArguments.NONE;
        if (tokens.takeOperator("(")) {
            arguments = arguments();
        } else if (startsTestArgument(tokens.peek())) {
            arguments = new CallArguments(List.of(members(literals.literalOrName())), Map.of(), null, null);
        }
        Expression test = new Expression.Test(target, name, arguments);
        return negated ? new Expression.Not(test) : test;
    }

    /** Whether the test's one argument follows without parentheses, as in {@code x is divisibleby 3}. */
    private static boolean startsTestArgument(Token token) {
        return switch (token.kind()) {
            case STRING, INTEGER, FLOAT -> true;
            case OPERATOR -> token.text().equals("[") || token.text().equals("{");
            case NAME -> !NO_TEST_ARGUMENT.contains(token.text());
            case TEXT, OUTPUT_OPEN, OUTPUT_CLOSE, TAG_OPEN, TAG_CLOSE, END -> false;
        };
    }
}
