@NullMarked
package dev.samovar.architecture;

import org.jspecify.annotations.NullMarked;
