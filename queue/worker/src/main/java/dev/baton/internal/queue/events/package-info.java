/** Tells Celery's monitors what happens to this worker and its tasks. */
@NullMarked
package dev.baton.internal.queue.events;

import org.jspecify.annotations.NullMarked;
