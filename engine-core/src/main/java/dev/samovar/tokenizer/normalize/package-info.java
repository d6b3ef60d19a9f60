/** Normalisation: what happens to the text between added tokens before it is split into words. */
@NullMarked
package dev.samovar.tokenizer.normalize;

import org.jspecify.annotations.NullMarked;
