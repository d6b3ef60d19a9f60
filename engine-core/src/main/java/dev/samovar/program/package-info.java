/** What a model is once recorded: typed operations over values, and the interpreter that runs them as written. */
@NullMarked
package dev.samovar.program;

import org.jspecify.annotations.NullMarked;
