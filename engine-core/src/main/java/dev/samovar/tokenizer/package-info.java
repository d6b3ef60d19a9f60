/**
 * Text to token ids and back. A {@link dev.samovar.tokenizer.Tokenizer} is a pipeline whose parts a file describes: added
 * tokens are found in the text, what lies between them is normalised, split into words ({@code split}), and each word is
 * cut into tokens of the vocabulary ({@code subword}).
 */
@NullMarked
package dev.samovar.tokenizer;

import org.jspecify.annotations.NullMarked;
