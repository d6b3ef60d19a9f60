/** Hash tables of primitives. */
@NullMarked
package dev.samovar.tokenizer.table;

import org.jspecify.annotations.NullMarked;
