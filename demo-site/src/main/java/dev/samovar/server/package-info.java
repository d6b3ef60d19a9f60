/** The server of the site: the page, the engine's files and models on disk, on the loopback interface only. */
@NullMarked
package dev.samovar.server;

import org.jspecify.annotations.NullMarked;
