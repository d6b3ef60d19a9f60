/** What a model's files hold and what the engine would do with them, found without a browser. */
@NullMarked
package dev.samovar.inspect;

import org.jspecify.annotations.NullMarked;
