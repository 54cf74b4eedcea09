/** In memory, what real workers have in RabbitMQ, Redis and PostgreSQL. */
@NullMarked
package dev.baton.internal.memory;

import org.jspecify.annotations.NullMarked;
