package dev.samovar.webgpu.lowering;

import dev.samovar.program.Rows;

/**
 * Activation memory, [rows][stride] floats. A value has one to itself, or shares its rows with others that one kernel
 * writes together.
 *
 * @param id distinguishes the areas of a lowering
 * @param stride floats a row, a multiple of 8
 */
public record Area(int id, int stride, Rows rows) {}
