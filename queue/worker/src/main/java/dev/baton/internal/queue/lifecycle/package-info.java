/** Starting and stopping a worker. */
@NullMarked
package dev.baton.internal.queue.lifecycle;

import org.jspecify.annotations.NullMarked;
