/** Chooses schedules by measuring them on the device, for the matrices of the model at hand. */
@NullMarked
package dev.samovar.webgpu.tuning;

import org.jspecify.annotations.NullMarked;
