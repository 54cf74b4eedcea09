/** How fast, and how many at a time, tasks may run on all workers together. What must wait does so in the schedule. */
@NullMarked
package dev.baton.internal.queue.limit;

import org.jspecify.annotations.NullMarked;
