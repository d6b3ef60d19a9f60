/** Draws tokens on the GPU: the host's side of {@link dev.samovar.kernels.DrawWgsl}. */
@NullMarked
package dev.samovar.webgpu.drawing;

import org.jspecify.annotations.NullMarked;
