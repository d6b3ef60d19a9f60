package dev.samovar.webgpu.lowering;

/**
 * Sections of the buffer that the host writes for each step; their contents: {@code StepWgsl}. What decode reads comes
 * first, so that little is written for it.
 */
public enum Section {
    PAGES,
    ROWS,
    LOGIT_ROWS,
    TILES
}
