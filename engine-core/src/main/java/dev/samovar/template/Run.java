package dev.samovar.template;

/** One rendering: what is left of the limits, and the time it is told. */
record Run(Budget budget, Moment now) {}
