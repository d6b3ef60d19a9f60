/** A headless Chromium that runs the engine for the command line and the tests. */
@NullMarked
package dev.samovar.browser;

import org.jspecify.annotations.NullMarked;
