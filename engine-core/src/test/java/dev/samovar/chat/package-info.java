@NullMarked
package dev.samovar.chat;

import org.jspecify.annotations.NullMarked;
