/** Starting and stopping a worker. */
@NullMarked
package dev.baton.queue.lifecycle;

import org.jspecify.annotations.NullMarked;
