/** Models of well-known shapes with random weights made on the spot: speed can be measured without a download. */
@NullMarked
package dev.samovar.bench;

import org.jspecify.annotations.NullMarked;
