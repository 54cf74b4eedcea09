/** Takes deliveries from RabbitMQ, and acknowledges each once its effects are safe. The only place that knows AMQP. */
@NullMarked
package dev.baton.internal.queue.consume;

import org.jspecify.annotations.NullMarked;
