/** Sends periodic tasks, each tick on one of the nodes. */
@NullMarked
package dev.baton.internal.queue.periodic;

import org.jspecify.annotations.NullMarked;
