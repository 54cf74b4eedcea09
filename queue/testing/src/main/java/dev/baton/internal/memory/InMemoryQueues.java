package dev.baton.internal.memory;

import com.rabbitmq.client.Envelope;
import dev.baton.internal.broker.AmqpMessages;
import dev.baton.internal.broker.Messages;
import dev.baton.internal.celery.CeleryMessage;
import dev.baton.internal.ledger.ScheduledTask;
import dev.baton.internal.ledger.Sending;
import dev.baton.internal.queue.consume.Received;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.support.DefaultMessagePropertiesConverter;
import org.springframework.amqp.rabbit.support.MessagePropertiesConverter;

/** Queues in memory: there is one of each name, and it keeps the order of its messages. */
public final class InMemoryQueues implements Messages {
    private static final MessagePropertiesConverter CONVERTER = new DefaultMessagePropertiesConverter();

    private final List<Queued> queued = new ArrayList<>();

    /** A message on a queue, and whether it was delivered before. */
    public record Queued(String queue, Message message, boolean isRepeated) {
        public Queued repeated() {
            return new Queued(queue, message, true);
        }

        /** Returns the message as the client library would give it. */
        public Received received() {
            return new Received(
                    queue,
                    new Envelope(1, isRepeated, "", queue),
                    CONVERTER.fromMessageProperties(message.getMessageProperties(), "UTF-8"),
                    message.getBody());
        }
    }

    @Override
    public synchronized void send(String routingKey, List<Message> messages) {
        messages.forEach(message -> queued.add(new Queued(routingKey, message, false)));
    }

    @Override
    public synchronized Sending sendDue(List<ScheduledTask> tasks) {
        tasks.forEach(task -> send(task.queue(), List.of(AmqpMessages.toAmqp(task.message()))));
        return new Sending(Set.copyOf(tasks), Map.of());
    }

    /** Takes the oldest message from one of {@code queues}. */
    public synchronized Optional<Queued> take(Set<String> queues) {
        for (Iterator<Queued> all = queued.iterator(); all.hasNext(); ) {
            Queued next = all.next();
            if (queues.contains(next.queue())) {
                all.remove();
                return Optional.of(next);
            }
        }
        return Optional.empty();
    }

    /** Puts {@code message} before all others. */
    public synchronized void putBack(Queued message) {
        queued.add(0, message);
    }

    /** Returns what is on {@code queue}, the oldest first. */
    public synchronized List<CeleryMessage> on(String queue) {
        return queued.stream()
                .filter(one -> one.queue().equals(queue))
                .map(one -> AmqpMessages.fromAmqp(one.message()))
                .toList();
    }
}
