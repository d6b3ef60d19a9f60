/** The engine's device on WebGPU. */
@NullMarked
package dev.samovar.webgpu.device;

import org.jspecify.annotations.NullMarked;
