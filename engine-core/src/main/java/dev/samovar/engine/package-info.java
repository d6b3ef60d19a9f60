/** The engine: takes requests, runs steps on a {@link dev.samovar.engine.Device}, hands out tokens. */
@NullMarked
package dev.samovar.engine;

import org.jspecify.annotations.NullMarked;
