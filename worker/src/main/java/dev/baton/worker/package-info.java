/** The worker process: takes tasks from the queue, one at a time a slot, and runs them. */
@NullMarked
package dev.baton.worker;

import org.jspecify.annotations.NullMarked;
