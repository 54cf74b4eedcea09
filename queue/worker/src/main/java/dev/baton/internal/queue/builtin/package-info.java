/** The tasks that every worker of Celery's has: those that run here, too, and why the others do not. */
@NullMarked
package dev.baton.internal.queue.builtin;

import org.jspecify.annotations.NullMarked;
