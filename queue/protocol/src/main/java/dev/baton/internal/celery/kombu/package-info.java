/** What kombu, Celery's messaging library, adds to JSON and to message bodies: Python's types and compressions. */
@NullMarked
package dev.baton.internal.celery.kombu;

import org.jspecify.annotations.NullMarked;
