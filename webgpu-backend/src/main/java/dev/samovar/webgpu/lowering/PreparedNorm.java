package dev.samovar.webgpu.lowering;

/**
 * A norm but for its factor.
 *
 * @param gained the norm's input times its gain, in halves
 * @param squares sums of squares of each four features of the input
 */
public record PreparedNorm(Area gained, Area squares) {}
