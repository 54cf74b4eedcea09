/** Celery's remote control: what a worker tells of itself, and does when it is told to. */
@NullMarked
package dev.baton.internal.queue.control;

import org.jspecify.annotations.NullMarked;
