/**
 * Runs programs on WebGPU. {@link dev.samovar.webgpu.Gpu} is the thin view of WebGPU that everything else here is
 * written against; its implementations are the browser's and, for tests, one that drives a page from the JVM.
 */
@NullMarked
package dev.samovar.webgpu;

import org.jspecify.annotations.NullMarked;
