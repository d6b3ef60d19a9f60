/**
 * From logits to a token. Every step here has a twin on the GPU, and the two agree within float error, so the rules are
 * chosen to need no order among tokens:
 *
 * <ol>
 *   <li>{@link dev.samovar.sampling.Penalties}: repetition, then frequency and presence, then bias; tokens that are not
 *       allowed become −∞.
 *   <li>temperature 0: the largest logit, the lowest id among equals.
 *   <li>{@link dev.samovar.sampling.Cut}: top-k, top-p and min-p are each a least logit; tokens tied at it all stay.
 *   <li>{@link dev.samovar.sampling.Noise}: of the tokens that stay, the largest logit / temperature + Gumbel noise is
 *       drawn, which is a draw from their softmax. The noise is a hash of (seed, position, token).
 * </ol>
 */
@NullMarked
package dev.samovar.sampling;

import org.jspecify.annotations.NullMarked;
