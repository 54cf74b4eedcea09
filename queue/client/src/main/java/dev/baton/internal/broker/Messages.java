package dev.baton.internal.broker;

import dev.baton.internal.ledger.ScheduledTask;
import dev.baton.internal.ledger.Sending;
import java.util.List;
import org.springframework.amqp.core.Message;

/** Puts messages on queues. Safe for use by many threads. */
public interface Messages {
    /**
     * Sends {@code messages} to the queue {@code routingKey}, and returns once all are kept there.
     *
     * @throws UnconfirmedPublishException where any was not confirmed in time, was refused, or reached no queue
     */
    void send(String routingKey, List<Message> messages);

    /** Sends the messages of {@code tasks}, each to its queue, and returns what became of them. */
    Sending sendDue(List<ScheduledTask> tasks);
}
