/**
 * The Jinja language as published chat templates use it, with Python's semantics, because their authors tested them with
 * {@code jinja2} as {@code transformers} sets it up: {@code trim_blocks}, {@code lstrip_blocks}, loop controls, immutable
 * values, {@code tojson}, {@code raise_exception}, {@code strftime_now} and the {@code generation} tag.
 *
 * <p>Source goes through {@link dev.samovar.template.Lexer} and {@link dev.samovar.template.Parser} to the sealed trees
 * {@link dev.samovar.template.Statement} and {@link dev.samovar.template.Expression}, which
 * {@link dev.samovar.template.Renderer} and {@link dev.samovar.template.Evaluator} walk. A template comes with a model
 * file, from anywhere: work, depth and output are bounded by {@link dev.samovar.template.Limits}.
 */
@NullMarked
package dev.samovar.template;

import org.jspecify.annotations.NullMarked;
