/**
 * The library of WGSL kernels: one class an operation, each with one readable shader text and its variants. The text's
 * few <code>${holes}</code> are filled here, at build time; shapes and schedules are WGSL {@code override} constants, set
 * when a pipeline is made, so that one finite library serves every model.
 *
 * <h2>Conventions of all kernels</h2>
 *
 * <ul>
 *   <li>One entry point, {@code main}; bindings are in group 0, declared one a line, numbered from 0 in order.
 *   <li>Activations are row-major {@code array<f32>} or {@code array<vec4f>}: row t starts at {@code t · STRIDE}, strides
 *       are multiples of 4. Padding between width and stride holds finite numbers of no meaning.
 *   <li>Rows beyond those of the step may be computed (buffers reach to the next tile) but never read by others.
 *   <li>What a step is about comes from sections of one buffer that the host writes for each step: see {@link StepWgsl}.
 * </ul>
 */
@NullMarked
package dev.samovar.kernels;

import org.jspecify.annotations.NullMarked;
