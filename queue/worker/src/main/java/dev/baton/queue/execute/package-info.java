/** Runs one task from its request to the outcome that stands. */
@NullMarked
package dev.baton.queue.execute;

import org.jspecify.annotations.NullMarked;
