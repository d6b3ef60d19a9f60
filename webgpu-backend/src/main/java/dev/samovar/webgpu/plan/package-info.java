/** Plans: stages with their buffers, pipelines and bind groups, made once and replayed at every step. */
@NullMarked
package dev.samovar.webgpu.plan;

import org.jspecify.annotations.NullMarked;
