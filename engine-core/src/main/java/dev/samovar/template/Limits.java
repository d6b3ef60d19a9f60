package dev.samovar.template;

/**
 * Bounds on one rendering, so that a hostile template cannot hang the engine or fill its memory.
 *
 * @param work steps of the interpreter, plus one for each few characters that strings move; 20 million take about a second
 * @param depth nesting of expressions, statements, macro calls and values
 * @param characters text and list items that may be produced, output and intermediate values together
 */
public record Limits(long work, int depth, long characters) {
    public static final Limits DEFAULT = new Limits(20_000_000, 300, 64_000_000);
}
