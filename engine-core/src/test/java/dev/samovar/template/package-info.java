@NullMarked
package dev.samovar.template;

import org.jspecify.annotations.NullMarked;
