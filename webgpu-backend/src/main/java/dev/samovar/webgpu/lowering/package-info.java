/**
 * From recorded operations to kernel launches. {@link dev.samovar.webgpu.lowering.Lowering} offers the operations to an
 * ordered list of rules; each {@link dev.samovar.webgpu.lowering.Stage} keeps the operations it stands for, so that one
 * test compares every rule, kernel and schedule with the interpreter.
 */
@NullMarked
package dev.samovar.webgpu.lowering;

import org.jspecify.annotations.NullMarked;
