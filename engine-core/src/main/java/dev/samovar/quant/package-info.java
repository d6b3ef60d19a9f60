/** The number formats of checkpoint files, one file each: block layout, decoding in Java and in WGSL. */
@NullMarked
package dev.samovar.quant;

import org.jspecify.annotations.NullMarked;
