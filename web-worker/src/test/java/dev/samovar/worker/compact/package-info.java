@NullMarked
package dev.samovar.worker.compact;

import org.jspecify.annotations.NullMarked;
