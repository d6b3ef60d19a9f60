/** A strict JSON tree (RFC 8259): the one JSON reader and writer of the engine, small enough for the Worker. */
@NullMarked
package dev.samovar.json;

import org.jspecify.annotations.NullMarked;
