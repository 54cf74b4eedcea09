/** Celery's own way to delay messages, for clients that use it. */
@NullMarked
package dev.baton.internal.broker.delay;

import org.jspecify.annotations.NullMarked;
