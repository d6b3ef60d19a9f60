@NullMarked
package dev.samovar.engine;

import org.jspecify.annotations.NullMarked;
