package dev.samovar.quant;

/**
 * How weights lie in GPU memory. File formats are many, layouts few: every format is repacked into one of these at load,
 * so a new format needs no new matrix kernel. Tiles and bit order are described beside the kernels.
 */
public enum GpuLayout {
    /** Four bits, one scale a group: value = scale · (code − 8). */
    Q4,
    /** Four bits, scale and minimum a group: value = scale · code + minimum. */
    Q4_MIN,
    /** Eight bits, one scale a group: value = scale · code, code signed. */
    Q8,
    /** Half floats. */
    F16,
    /** Floats: exact, for checks and small models. */
    F32
}
