/** From logits to a token: one file a sampler step, each with a twin on the GPU. */
@NullMarked
package dev.samovar.sampling;

import org.jspecify.annotations.NullMarked;
