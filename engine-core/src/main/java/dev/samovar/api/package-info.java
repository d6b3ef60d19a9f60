/**
 * OpenAI's wire types. Each record reads itself from JSON, checking types and ranges as OpenAI's servers do, and writes
 * itself back; a new field is a component and its line in both. A null member counts as absent. Faults are
 * {@link dev.samovar.engine.ApiException}s that name the field by its path.
 */
@NullMarked
package dev.samovar.api;

import org.jspecify.annotations.NullMarked;
