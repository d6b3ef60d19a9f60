/** Brings weights into GPU memory: streamed in chunks, repacked by kernels, never held whole in Java. */
@NullMarked
package dev.samovar.webgpu.load;

import org.jspecify.annotations.NullMarked;
