/**
 * From logits to a token: one file a sampler step, in the order that {@link dev.samovar.sampling.Sampler} gives. Every
 * step has a twin on the GPU, and the two agree within float error, so the rules are chosen to need no order among
 * tokens: top-k, top-p and min-p each come down to a least logit, tokens tied at it all stay, and a draw is one argmax
 * over noisy scores.
 */
@NullMarked
package dev.samovar.sampling;

import org.jspecify.annotations.NullMarked;
