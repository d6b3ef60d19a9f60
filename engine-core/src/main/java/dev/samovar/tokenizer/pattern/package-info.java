/**
 * A small regular-expression matcher for the pre-tokenisation patterns of tokenizer files, in the dialect they are written
 * for (Oniguruma's). {@code java.util.regex} cannot be used: in the browser it is silently wrong for {@code \p{N}} and
 * for negated Unicode classes, and elsewhere its Unicode version is the platform's.
 *
 * <p>A repetition whose body has a fixed width runs as a loop and backtracks by counting, so the depth of the Java stack
 * depends on the pattern only, never on the text.
 */
@NullMarked
package dev.samovar.tokenizer.pattern;

import org.jspecify.annotations.NullMarked;
