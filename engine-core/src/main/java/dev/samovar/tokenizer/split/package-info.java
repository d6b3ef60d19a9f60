/** Pre-tokenisation: text into words, which the subword model then cuts one by one. */
@NullMarked
package dev.samovar.tokenizer.split;

import org.jspecify.annotations.NullMarked;
