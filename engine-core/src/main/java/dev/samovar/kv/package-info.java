/**
 * The key/value cache as the host sees it: which pages of {@link dev.samovar.program.Batch#PAGE} positions are free,
 * which sequence holds which, and which hold prefixes worth keeping. Devices know pages only by number, so sharing,
 * keeping and rolling back need no copy and no word to the device.
 */
@NullMarked
package dev.samovar.kv;

import org.jspecify.annotations.NullMarked;
