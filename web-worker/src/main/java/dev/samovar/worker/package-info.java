/** The engine's Worker: entry point, the engine thread's mailbox, and what crosses between page and engine. */
@NullMarked
package dev.samovar.worker;

import org.jspecify.annotations.NullMarked;
