@NullMarked
package dev.samovar.webgpu;

import org.jspecify.annotations.NullMarked;
