package dev.samovar.webgpu.lowering;

import dev.samovar.program.Op;

/** A norm that the kernels reading its result apply themselves, to its input at this place. */
record PendingNorm(Op.RmsNorm norm, Place x) {}
