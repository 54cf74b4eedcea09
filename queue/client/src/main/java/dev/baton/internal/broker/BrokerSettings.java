package dev.baton.internal.broker;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How Baton uses RabbitMQ, beyond {@code spring.rabbitmq.*}.
 *
 * @param managementUrl the management HTTP API, used to set queue policies; without it an operator sets them. It has a default only
 *     while {@code spring.rabbitmq} names no other broker
 * @param confirmTimeout how long a publish waits for the broker's confirmation
 * @param queues to declare although this application takes no tasks from them
 * @param deliveryLimit after so many lost deliveries a task is given up as the cause
 * @param consumerTimeout how long a worker may hold a task; it must be longer than the longest hard time limit
 */
@ConfigurationProperties("baton.broker")
public record BrokerSettings(
        @Nullable URI managementUrl,
        @DefaultValue("10s") Duration confirmTimeout,
        @DefaultValue({}) List<String> queues,
        @DefaultValue("20") int deliveryLimit,
        @DefaultValue("2h") Duration consumerTimeout) {

    public BrokerSettings {
        queues = List.copyOf(queues);
        if (confirmTimeout.isNegative() || confirmTimeout.isZero() || deliveryLimit < 1) {
            throw new IllegalArgumentException("baton.broker needs confirm-timeout > 0 and delivery-limit >= 1");
        }
    }
}
