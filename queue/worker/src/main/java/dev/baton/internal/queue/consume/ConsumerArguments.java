package dev.baton.internal.queue.consume;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.ShutdownSignalException;
import java.time.Duration;
import java.util.Map;

/** What the broker is asked for a consumer, less what its queue refuses. For use by the consumer's thread. */
final class ConsumerArguments {
    private static final String TIMEOUT = "x-consumer-timeout";

    private Map<String, Object> arguments;

    ConsumerArguments(Duration timeout) {
        // The queue's policy, which says the same, is only for consumers that come after it (RabbitMQ 4.3.6).
        arguments = Map.of(TIMEOUT, timeout.toMillis());
    }

    Map<String, Object> all() {
        return arguments;
    }

    /** Asks for no timeout any more if that was refused: classic queues of RabbitMQ 4.3.6 do, which have none; those of 4.0 ignore it. */
    void heed(Exception refusal) {
        if (refusal.getCause() instanceof ShutdownSignalException closed
                && closed.getReason() instanceof AMQP.Channel.Close reason
                && reason.getReplyCode() == AMQP.PRECONDITION_FAILED
                && reason.getReplyText().contains(TIMEOUT)) {
            arguments = Map.of();
        }
    }
}
