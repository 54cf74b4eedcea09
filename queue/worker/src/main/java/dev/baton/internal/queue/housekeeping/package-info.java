/** Keeps the queue's own tables small. */
@NullMarked
package dev.baton.internal.queue.housekeeping;

import org.jspecify.annotations.NullMarked;
