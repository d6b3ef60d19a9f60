/**
 * Models on disk: what a name stands for, and files fetched once, verified, and kept for later runs.
 *
 * <p>A file lies at {@code <cache>/models/<host>/<path>}. While it is fetched it has the suffix {@code .part}; it gets
 * its name, by an atomic rename, only when its checksum is right. {@code .verified} beside it records that checksum with
 * the size and times of the file, so that an altered file is noticed without reading gigabytes at every start.
 */
@NullMarked
package dev.samovar.cache;

import org.jspecify.annotations.NullMarked;
