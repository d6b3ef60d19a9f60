/** From the spelling of a token in the vocabulary to the bytes it adds to the text. */
@NullMarked
package dev.samovar.tokenizer.decode;

import org.jspecify.annotations.NullMarked;
