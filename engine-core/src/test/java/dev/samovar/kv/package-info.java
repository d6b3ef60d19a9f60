@NullMarked
package dev.samovar.kv;

import org.jspecify.annotations.NullMarked;
