/** Checkpoint files (GGUF, safetensors, MLC): where each tensor lies and what the model is, without reading the data. */
@NullMarked
package dev.samovar.weights;

import org.jspecify.annotations.NullMarked;
