package dev.samovar.model;

import dev.samovar.program.Program;

/** A model family with its sizes: records its forward pass as a program. */
public interface Architecture {
    Program record();
}
