/**
 * SentencePiece tokenizers: the {@code tokenizer.model} file, a protocol buffer, and the same content carried by GGUF.
 *
 * @see <a href="https://github.com/google/sentencepiece/blob/master/src/sentencepiece_model.proto">the message</a>
 */
@NullMarked
package dev.samovar.tokenizer.sentencepiece;

import org.jspecify.annotations.NullMarked;
