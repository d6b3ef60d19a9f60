/**
 * The GPU view of a page in Chromium, driven from the JVM by Playwright: what lets JUnit compare kernels, running on real
 * WebGPU, with the interpreter. For tests and tools; slow where much data crosses.
 */
@NullMarked
package dev.samovar.webgpu.playwright;

import org.jspecify.annotations.NullMarked;
