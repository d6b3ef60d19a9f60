package dev.samovar.template;

/** Text that is safe in HTML. Chats are not HTML, but a template that says {@code safe} gets what Python gives it. */
final class Markup {
    private Markup() {}

    static Value safe(Value value, Arguments arguments, Run run) {
        return new Value.Str(PythonText.str(value, run.budget()), true);
    }

    static Value escape(Value value, Arguments arguments, Run run) {
        return value instanceof Value.Str s && s.safe() ? s : forceEscape(value, arguments, run);
    }

    static Value forceEscape(Value value, Arguments arguments, Run run) {
        return new Value.Str(escaped(PythonText.str(value, run.budget()), run.budget()), true);
    }

    /** {@code a + b}: if one is safe, the other is escaped and the sum is safe. Joining with {@code ~} does not escape. */
    static Value plus(Value.Str a, Value.Str b, Budget budget) {
        budget.produce((long) a.text().length() + b.text().length());
        boolean safe = a.safe() || b.safe();
        String left = safe && !a.safe() ? escaped(a.text(), budget) : a.text();
        String right = safe && !b.safe() ? escaped(b.text(), budget) : b.text();
        return new Value.Str(left + right, safe);
    }

    private static String escaped(String text, Budget budget) {
        budget.produce(4L * text.length());
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("'", "&#39;")
                .replace("\"", "&#34;");
    }
}
