@NullMarked
package dev.samovar.worker.fetch;

import org.jspecify.annotations.NullMarked;
