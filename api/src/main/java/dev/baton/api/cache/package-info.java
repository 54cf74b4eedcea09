/** Answers that were given before, and those that are just being given to somebody else. */
@NullMarked
package dev.baton.api.cache;

import org.jspecify.annotations.NullMarked;
