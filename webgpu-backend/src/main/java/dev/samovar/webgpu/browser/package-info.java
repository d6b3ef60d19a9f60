/** The browser's WebGPU under TeaVM: bindings, and the one place where a promise suspends the engine thread. */
@NullMarked
package dev.samovar.webgpu.browser;

import org.jspecify.annotations.NullMarked;
