@NullMarked
package dev.samovar.webgpu.drawing;

import org.jspecify.annotations.NullMarked;
