/** What models are called, and where their files lie: the same for the Worker and for the command line. */
@NullMarked
package dev.samovar.worker.names;

import org.jspecify.annotations.NullMarked;
