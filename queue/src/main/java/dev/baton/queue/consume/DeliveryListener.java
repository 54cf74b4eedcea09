package dev.baton.queue.consume;

import org.springframework.amqp.core.Message;

/** Handles one delivery after the other, on any thread. */
@FunctionalInterface
interface DeliveryListener {
    /** Handles {@code message} and returns how it is to be answered. */
    Answer handle(Message message);
}
