package dev.samovar.webgpu.lowering;

import dev.samovar.program.Op;
import org.jspecify.annotations.Nullable;

/**
 * A norm that the kernels reading its result apply themselves, to its input at this place.
 *
 * @param prepared what the kernel that made the input left for the norm, or null
 */
record PendingNorm(Op.RmsNorm norm, Place x, @Nullable PreparedNorm prepared) {}
