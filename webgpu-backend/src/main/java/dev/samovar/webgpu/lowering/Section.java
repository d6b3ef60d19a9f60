package dev.samovar.webgpu.lowering;

/** Sections of the buffer that the host writes for each step; their contents: {@code StepWgsl}. */
public enum Section {
    ROWS,
    PAGES,
    TILES,
    LOGIT_ROWS
}
