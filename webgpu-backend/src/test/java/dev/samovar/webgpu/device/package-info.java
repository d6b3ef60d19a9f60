@NullMarked
package dev.samovar.webgpu.device;

import org.jspecify.annotations.NullMarked;
