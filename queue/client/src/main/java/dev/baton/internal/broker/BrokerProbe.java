package dev.baton.internal.broker;

import org.springframework.amqp.rabbit.core.RabbitOperations;

/** Asks the broker whether it answers. Safe for use by many threads. */
public final class BrokerProbe {
    private static final String EXCHANGE_OF_EACH_BROKER = "amq.direct";

    private final RabbitOperations rabbit;

    BrokerProbe(RabbitOperations rabbit) {
        this.rabbit = rabbit;
    }

    /**
     * Returns once the broker has answered on the connection that publishes. That the connection is open says little: that it was cut
     * is noticed later.
     *
     * @throws org.springframework.amqp.AmqpException where the broker cannot be reached
     */
    public void requireAnswer() {
        rabbit.execute(channel -> channel.exchangeDeclarePassive(EXCHANGE_OF_EACH_BROKER));
    }
}
