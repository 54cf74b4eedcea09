package dev.baton.internal.event;

import org.springframework.amqp.AmqpException;

/** Where an {@link EventStream} ends. */
public interface EventOutlet {
    /**
     * Publishes {@code body}, JSON in UTF-8, for those who listen to {@code routingKey}.
     *
     * @throws AmqpException where the broker does not take it
     */
    void send(String routingKey, byte[] body);
}
