/** The whole chain in Chromium, with the real model: what a person at the page or a program behind the façade meets. */
@NullMarked
package dev.samovar.e2e;

import org.jspecify.annotations.NullMarked;
