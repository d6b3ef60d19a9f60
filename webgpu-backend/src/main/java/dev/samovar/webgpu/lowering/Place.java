package dev.samovar.webgpu.lowering;

/**
 * Where a value lies.
 *
 * @param offset of the value in each row of the area, in floats; a multiple of 4
 */
public record Place(Area area, int offset) {}
