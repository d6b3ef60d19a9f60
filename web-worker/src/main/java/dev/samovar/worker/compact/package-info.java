/** Makes the Worker's wasm smaller than TeaVM alone does. All but {@link PowersOfTen} runs only while it is compiled. */
@NullMarked
package dev.samovar.worker.compact;

import org.jspecify.annotations.NullMarked;
