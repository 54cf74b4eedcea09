/**
 * Runs one task from its delivery to the outcome that stands: it is admitted, an earlier end is looked up, the gate may hold it, it is attempted,
 * and it ends.
 */
@NullMarked
package dev.baton.internal.queue.execute;

import org.jspecify.annotations.NullMarked;
