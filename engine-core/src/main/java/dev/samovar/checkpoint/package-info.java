/**
 * A model as its files describe it: configuration, weights under Hugging Face's names, tokenizer and chat template,
 * whichever container (GGUF, safetensors, MLC) they come in.
 */
@NullMarked
package dev.samovar.checkpoint;

import org.jspecify.annotations.NullMarked;
