/** Decides what a failure means: wait and try again, or give up. */
@NullMarked
package dev.baton.internal.queue.retry;

import org.jspecify.annotations.NullMarked;
