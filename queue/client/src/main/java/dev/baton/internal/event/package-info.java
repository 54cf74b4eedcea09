/** Celery's event stream: what happens to tasks and workers, told to whoever watches. */
@NullMarked
package dev.baton.internal.event;

import org.jspecify.annotations.NullMarked;
