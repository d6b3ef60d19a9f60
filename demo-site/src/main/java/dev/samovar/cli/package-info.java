/** The command line: one class a command, listed in {@link dev.samovar.cli.Samovar}. */
@NullMarked
package dev.samovar.cli;

import org.jspecify.annotations.NullMarked;
