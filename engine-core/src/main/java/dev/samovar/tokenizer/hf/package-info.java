/**
 * Reads {@code tokenizer.json}, the file format of Hugging Face's {@code tokenizers} library: a JSON object whose members
 * describe the pipeline step by step, each step an object with a {@code type}.
 *
 * @see <a href="https://huggingface.co/docs/tokenizers/components">the components</a>
 */
@NullMarked
package dev.samovar.tokenizer.hf;

import org.jspecify.annotations.NullMarked;
