package dev.samovar.program;

/**
 * One gated MLP among several: down(activation(gate x) · up x).
 *
 * @param gate [width, hidden]
 * @param up [width, hidden]
 * @param down [hidden, width]
 */
public record Expert(Matrix gate, Matrix up, Matrix down) {}
