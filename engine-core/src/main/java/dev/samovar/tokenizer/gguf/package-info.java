/** Tokenizers from the metadata of GGUF files, {@code tokenizer.ggml.*}. */
@NullMarked
package dev.samovar.tokenizer.gguf;

import org.jspecify.annotations.NullMarked;
