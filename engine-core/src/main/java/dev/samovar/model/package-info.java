/** One file an architecture: each reads as the network on a page. */
@NullMarked
package dev.samovar.model;

import org.jspecify.annotations.NullMarked;
