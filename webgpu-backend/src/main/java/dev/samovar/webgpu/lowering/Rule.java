package dev.samovar.webgpu.lowering;

import dev.samovar.program.Op;
import org.jspecify.annotations.Nullable;

/** Recognises operations that one stage can do together. */
interface Rule {

    /** A stage for {@code first} and others that are still open, or null when the rule does not fit. */
    @Nullable
    Stage match(Op first, OpenOps open, Lowering lowering);
}
