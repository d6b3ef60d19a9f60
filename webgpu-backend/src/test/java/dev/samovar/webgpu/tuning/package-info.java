@NullMarked
package dev.samovar.webgpu.tuning;

import org.jspecify.annotations.NullMarked;
