package dev.samovar.template;

import java.util.List;
import java.util.Map;

/** A parsed template; immutable, renders any number of times. */
public final class Template {
    private final List<Statement> body;

    private Template(List<Statement> body) {
        this.body = body;
    }

    /** @throws TemplateException when the text is no template, with the line */
    public static Template parse(String text) {
        return new Template(Parser.parse(text));
    }

    /**
     * The text with these variables.
     *
     * @param now what {@code strftime_now} tells
     * @throws TemplateException when the template refuses its input, fails, or exceeds the limits
     */
    public String render(Map<String, Value> variables, Moment now, Limits limits) {
        var run = new Run(new Budget(limits), now);
        var globals = new Scope(null);
        Globals.define(globals, run);
        var scope = new Scope(globals);
        variables.forEach(scope::set);
        return new Renderer(run).text(body, scope);
    }
}
