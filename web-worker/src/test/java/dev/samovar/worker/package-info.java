@NullMarked
package dev.samovar.worker;

import org.jspecify.annotations.NullMarked;
