/** The models that cut a word into tokens of a vocabulary, and the compact tables they look things up in. */
@NullMarked
package dev.samovar.tokenizer.subword;

import org.jspecify.annotations.NullMarked;
