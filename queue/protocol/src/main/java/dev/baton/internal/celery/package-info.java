/** Translates the task contract to and from Celery's message protocol 2 and result format. */
@NullMarked
package dev.baton.internal.celery;

import org.jspecify.annotations.NullMarked;
