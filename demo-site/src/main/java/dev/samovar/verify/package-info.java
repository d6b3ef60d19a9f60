/** Checks of a checkpoint against logits that another implementation computed from it. */
@NullMarked
package dev.samovar.verify;

import org.jspecify.annotations.NullMarked;
