/** The order of effects: the database first, then the result, then the acknowledgement. */
@NullMarked
package dev.baton.internal.queue.settle;

import org.jspecify.annotations.NullMarked;
