/**
 * Code points: sets, general categories, UTF-8. The tables are the tokenizer oracle's own (see the generators under
 * {@code src/test/oracles/tokenizer}), because platforms differ in Unicode version and in what they get right.
 */
@NullMarked
package dev.samovar.tokenizer.unicode;

import org.jspecify.annotations.NullMarked;
