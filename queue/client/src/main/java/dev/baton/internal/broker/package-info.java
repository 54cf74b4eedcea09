/** Queues on RabbitMQ: their names, their declaration, and publishing that is confirmed or fails. */
@NullMarked
package dev.baton.internal.broker;

import org.jspecify.annotations.NullMarked;
