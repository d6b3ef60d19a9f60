/**
 * Where model files come from: resumable downloads kept in the browser's own file system and
 * checked by SHA-256, files a user chose. Everything ends as a {@link dev.samovar.weights.ByteSource}.
 */
@NullMarked
package dev.samovar.worker.fetch;

import org.jspecify.annotations.NullMarked;
