@NullMarked
package dev.samovar.worker.names;

import org.jspecify.annotations.NullMarked;
