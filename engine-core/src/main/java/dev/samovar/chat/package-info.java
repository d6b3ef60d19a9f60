/**
 * Requests to prompts of token ids, and drawn tokens back to answers. {@link dev.samovar.chat.Completions} ties the
 * template, the tokenizer and the engine together; each of its pieces does its part without input, output or threads.
 */
@NullMarked
package dev.samovar.chat;

import org.jspecify.annotations.NullMarked;
