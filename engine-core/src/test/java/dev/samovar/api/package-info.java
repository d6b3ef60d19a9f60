@NullMarked
package dev.samovar.api;

import org.jspecify.annotations.NullMarked;
