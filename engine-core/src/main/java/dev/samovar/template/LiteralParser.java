package dev.samovar.template;

import dev.samovar.template.Value.Sequence.Kind;
import java.util.ArrayList;
import java.util.List;

/** Names, numbers, strings, lists, tuples and dicts. */
final class LiteralParser {
    private final Tokens tokens;
    private final ExpressionParser expressions;

    LiteralParser(Tokens tokens, ExpressionParser expressions) {
        this.tokens = tokens;
        this.expressions = expressions;
    }

    Expression literalOrName() {
        Token token = tokens.next();
        return switch (token.kind()) {
            case NAME -> name(token.text());
            case STRING -> strings(token.text());
            case INTEGER -> new Expression.Constant(NumberLiteral.integer(token));
            case FLOAT -> new Expression.Constant(new Value.Real(Double.parseDouble(token.text())));
            case OPERATOR -> bracketed(token);
            case TEXT, OUTPUT_OPEN, OUTPUT_CLOSE, TAG_OPEN, TAG_CLOSE, END -> throw noExpression(token);
        };
    }

    private static TemplateException noExpression(Token token) {
        return TemplateException.syntax("expected an expression but found " + token.described(), token.line());
    }

    private static Expression name(String name) {
        return switch (name) {
            case "true", "True" -> new Expression.Constant(Value.Bool.TRUE);
            case "false", "False" -> new Expression.Constant(Value.Bool.FALSE);
            case "none", "None" -> new Expression.Constant(Value.None.NONE);
            default -> new Expression.Name(name);
        };
    }

    /** Neighbouring string literals are one, as in Python. */
    private Expression strings(String first) {
        var text = new StringBuilder(first);
        while (tokens.peek().kind() == Token.Kind.STRING) {
            text.append(tokens.next().text());
        }
        return new Expression.Constant(new Value.Str(text.toString()));
    }

    private Expression bracketed(Token open) {
        return switch (open.text()) {
            case "(" -> parenthesised();
            case "[" -> new Expression.SequenceOf(list(), Kind.LIST);
            case "{" -> dict();
            default -> throw noExpression(open);
        };
    }

    private Expression parenthesised() {
        if (tokens.takeOperator(")")) {
            return new Expression.SequenceOf(List.of(), Kind.TUPLE);
        }
        Expression inside = tuple(true);
        tokens.expectOperator(")");
        return inside;
    }

    /** At least one expression; a comma makes it a tuple. */
    Expression tuple(boolean withCondition) {
        List<Expression> items = new ArrayList<>();
        boolean comma = false;
        do {
            items.add(withCondition ? expressions.expression() : expressions.or());
            comma |= tokens.peek().isOperator(",");
        } while (tokens.takeOperator(",") && !endsTuple(tokens.peek()));
        return comma ? new Expression.SequenceOf(items, Kind.TUPLE) : items.getFirst();
    }

    private static boolean endsTuple(Token token) {
        return token.isOperator(")") || token.kind() == Token.Kind.TAG_CLOSE || token.kind() == Token.Kind.OUTPUT_CLOSE;
    }

    private List<Expression> list() {
        List<Expression> items = new ArrayList<>();
        while (!tokens.takeOperator("]")) {
            items.add(expressions.expression());
            comma("]");
        }
        return items;
    }

    private Expression dict() {
        List<Expression.Entry> entries = new ArrayList<>();
        while (!tokens.takeOperator("}")) {
            Expression key = expressions.expression();
            tokens.expectOperator(":");
            entries.add(new Expression.Entry(key, expressions.expression()));
            comma("}");
        }
        return new Expression.DictOf(entries);
    }

    /** A comma, which may be left out before the closing bracket. */
    private void comma(String close) {
        if (!tokens.peek().isOperator(close)) {
            tokens.expectOperator(",");
        }
    }
}
