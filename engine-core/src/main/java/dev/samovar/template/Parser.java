package dev.samovar.template;

import dev.samovar.template.Statement.Target;
import java.util.ArrayList;
import java.util.List;

/** Recursive descent from tokens to statements; nesting is bounded, so no template overflows the stack. */
final class Parser {
    private final Tokens tokens;
    private final ExpressionParser expressions;
    private final TargetParser targets;
    /** Loops around the position, within the innermost macro. */
    private int loops;

    private Parser(String template) {
        tokens = new Tokens(Lexer.tokens(template));
        expressions = new ExpressionParser(tokens);
        targets = new TargetParser(tokens, expressions);
    }

    static List<Statement> parse(String template) {
        var parser = new Parser(template);
        List<Statement> statements = parser.until();
        if (parser.tokens.peek().kind() != Token.Kind.END) {
            throw parser.unknownTag();
        }
        return statements;
    }

    /** Statements up to a tag with one of these names, which is left to be read, or to the end of the template. */
    private List<Statement> until(String... ends) {
        tokens.enter();
        List<Statement> body = new ArrayList<>();
        while (tokens.peek().kind() != Token.Kind.END && !atTag(ends)) {
            body.add(statement(ends.length == 0 ? "" : ends[ends.length - 1]));
        }
        tokens.leave();
        return body;
    }

    private boolean atTag(String... names) {
        return tokens.peek().kind() == Token.Kind.TAG_OPEN
                && tokens.peekNext().kind() == Token.Kind.NAME
                && List.of(names).contains(tokens.peekNext().text());
    }

    private Statement statement(String openEnd) {
        Token token = tokens.peek();
        return switch (token.kind()) {
            case TEXT -> new Statement.Text(tokens.next().text(), token.line());
            case OUTPUT_OPEN -> output();
            case TAG_OPEN -> tag(openEnd);
            case OUTPUT_CLOSE, TAG_CLOSE, NAME, STRING, INTEGER, FLOAT, OPERATOR, END ->
                throw tokens.unexpected("text or a tag");
        };
    }

    private Statement output() {
        int line = tokens.next().line();
        if (tokens.peek().kind() == Token.Kind.OUTPUT_CLOSE) {
            throw tokens.unexpected("an expression");
        }
        Expression expression = expressions.tuple();
        tokens.expect(Token.Kind.OUTPUT_CLOSE, "'}}'");
        return new Statement.Output(expression, line);
    }

    private Statement tag(String openEnd) {
        Token name = tokens.peekNext();
        int line = tokens.line();
        return switch (name.kind() == Token.Kind.NAME ? name.text() : "") {
            case "if" -> ifTag(begin());
            case "for" -> forTag(begin());
            case "set" -> setTag(begin());
            case "macro" -> macroTag(begin());
            case "call" -> callTag(begin());
            case "filter" -> filterTag(begin());
            case "with" -> withTag(begin());
            case "generation" -> {
                begin();
                yield new Statement.Generation(block("endgeneration"), line);
            }
            case "break" -> {
                loopControl();
                yield new Statement.Break(line);
            }
            case "continue" -> {
                loopControl();
                yield new Statement.Continue(line);
            }
            default -> throw openEnd.isEmpty() ? unknownTag() : unknownTagWithin(openEnd);
        };
    }

    private void loopControl() {
        if (loops == 0) {
            throw unknownTag();
        }
        begin();
        close();
    }

    private TemplateException unknownTag() {
        Token name = tokens.peekNext();
        return TemplateException.syntax("unknown or misplaced tag " + name.described(), name.line());
    }

    private TemplateException unknownTagWithin(String openEnd) {
        Token name = tokens.peekNext();
        return TemplateException.syntax(
                "unknown or misplaced tag " + name.described() + "; the innermost open block ends with '" + openEnd
                        + "'",
                name.line());
    }

    /** Steps over the tag's opening and name; the line of the tag. */
    private int begin() {
        int line = tokens.next().line();
        tokens.next();
        return line;
    }

    private void close() {
        tokens.expect(Token.Kind.TAG_CLOSE, "'%}'");
    }

    /** The rest of a tag's head, its body, and the end tag with this name. */
    private List<Statement> block(String end) {
        close();
        List<Statement> body = until(end);
        endTag(end);
        return body;
    }

    /** A body that is called: loops around it are not its own. */
    private List<Statement> macroBody(String end) {
        int around = loops;
        loops = 0;
        List<Statement> body = block(end);
        loops = around;
        return body;
    }

    private void endTag(String end) {
        if (!atTag(end)) {
            throw tokens.unexpected("'{% " + end + " %}'");
        }
        begin();
        // jinja2 lets a macro's name follow 'endmacro'; nothing else comes here
        if (tokens.peek().kind() == Token.Kind.NAME && end.equals("endmacro")) {
            tokens.next();
        }
        close();
    }

    private Statement ifTag(int line) {
        List<Statement.Branch> branches = new ArrayList<>();
        do {
            Expression condition = expressions.tuple();
            close();
            branches.add(new Statement.Branch(condition, until("elif", "else", "endif")));
        } while (takeTag("elif"));
        List<Statement> otherwise = takeTag("else") ? elseBody("endif") : List.of();
        endTag("endif");
        return new Statement.If(branches, otherwise, line);
    }

    private boolean takeTag(String name) {
        if (!atTag(name)) {
            return false;
        }
        begin();
        return true;
    }

    private List<Statement> elseBody(String end) {
        close();
        return until(end);
    }

    private Statement forTag(int line) {
        Target target = targets.target();
        tokens.expectName("in");
        Expression items = expressions.tupleWithoutCondition();
        Expression condition = tokens.takeName("if") ? expressions.expression() : null;
        boolean recursive = tokens.takeName("recursive");
        close();
        loops++;
        List<Statement> body = until("else", "endfor");
        loops--;
        List<Statement> otherwise = takeTag("else") ? elseBody("endfor") : List.of();
        endTag("endfor");
        return new Statement.For(target, items, condition, recursive, body, otherwise, line);
    }

    private Statement setTag(int line) {
        Target target = targets.target();
        if (tokens.takeOperator("=")) {
            Expression value = expressions.tuple();
            close();
            return new Statement.Set(target, value, line);
        }
        List<Expression.FilterCall> filters = filters();
        return new Statement.SetBlock(target, filters, block("endset"), line);
    }

    private List<Expression.FilterCall> filters() {
        List<Expression.FilterCall> filters = new ArrayList<>();
        while (tokens.peek().isOperator("|")) {
            filters.add(expressions.operands().filter());
        }
        return filters;
    }

    private Statement macroTag(int line) {
        String name = tokens.name("the macro's name");
        tokens.expectOperator("(");
        Statement.Signature signature = targets.signature();
        return new Statement.Macro(name, signature, macroBody("endmacro"), line);
    }

    private Statement callTag(int line) {
        Statement.Signature signature = tokens.takeOperator("(") ? targets.signature() : Statement.Signature.EMPTY;
        if (!(expressions.expression() instanceof Expression.Call call)) {
            throw TemplateException.syntax("expected a call of a macro after 'call'", line);
        }
        return new Statement.CallBlock(call, signature, macroBody("endcall"), line);
    }

    private Statement filterTag(int line) {
        List<Expression.FilterCall> filters =
                new ArrayList<>(List.of(expressions.operands().filterCall()));
        filters.addAll(filters());
        return new Statement.FilterBlock(filters, block("endfilter"), line);
    }

    private Statement withTag(int line) {
        List<Statement.Assignment> assignments = new ArrayList<>();
        while (tokens.peek().kind() != Token.Kind.TAG_CLOSE) {
            if (!assignments.isEmpty()) {
                tokens.expectOperator(",");
            }
            Target target = targets.target();
            tokens.expectOperator("=");
            assignments.add(new Statement.Assignment(target, expressions.expression()));
        }
        return new Statement.With(assignments, block("endwith"), line);
    }
}
