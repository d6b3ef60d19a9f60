@NullMarked
package dev.samovar.kernels;

import org.jspecify.annotations.NullMarked;
