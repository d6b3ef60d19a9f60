/**
 * Which rows run next. Sequences wait in order of arrival, are admitted when a slot and pages are there, and from then
 * on run together: every round takes a row of each sequence that decodes and fills up with chunks of prompts.
 */
@NullMarked
package dev.samovar.schedule;

import org.jspecify.annotations.NullMarked;
