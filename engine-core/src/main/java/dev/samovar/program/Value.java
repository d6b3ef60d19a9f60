package dev.samovar.program;

/**
 * An activation: a matrix of [rows, width] floats.
 *
 * @param id position of the value in its program, from 0
 * @param width features a row
 */
public record Value(int id, int width, Rows rows) {}
