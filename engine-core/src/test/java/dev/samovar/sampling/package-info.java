@NullMarked
package dev.samovar.sampling;

import org.jspecify.annotations.NullMarked;
