@NullMarked
package dev.samovar.webgpu.plan;

import org.jspecify.annotations.NullMarked;
