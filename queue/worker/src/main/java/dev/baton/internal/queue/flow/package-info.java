/** What follows a task: callbacks, the rest of its chain, the body of its chord; and what can follow no more once it has failed. */
@NullMarked
package dev.baton.internal.queue.flow;

import org.jspecify.annotations.NullMarked;
