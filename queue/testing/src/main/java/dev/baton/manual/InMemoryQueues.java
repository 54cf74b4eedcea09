package dev.baton.manual;

import dev.baton.internal.broker.AmqpMessages;
import dev.baton.internal.broker.Messages;
import dev.baton.internal.celery.CeleryMessage;
import dev.baton.internal.ledger.ScheduledTask;
import dev.baton.internal.ledger.Sending;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.amqp.core.Message;

/** Queues in memory: there is one of each name, and it keeps the order of its messages. */
final class InMemoryQueues implements Messages {
    private final List<Queued> queued = new ArrayList<>();

    /** A message on a queue, and whether it was delivered before. */
    record Queued(String queue, CeleryMessage message, boolean isRepeated) {
        Queued repeated() {
            return new Queued(queue, message, true);
        }
    }

    @Override
    public synchronized void send(String routingKey, List<Message> messages) {
        messages.forEach(message -> queued.add(new Queued(routingKey, AmqpMessages.fromAmqp(message), false)));
    }

    @Override
    public synchronized Sending sendDue(List<ScheduledTask> tasks) {
        tasks.forEach(task -> queued.add(new Queued(task.queue(), task.message(), false)));
        return new Sending(Set.copyOf(tasks), Map.of());
    }

    /** Takes the oldest message from one of {@code queues}. */
    synchronized Optional<Queued> take(Set<String> queues) {
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
    synchronized void putBack(Queued message) {
        queued.add(0, message);
    }

    /** Returns what is on {@code queue}, the oldest first. */
    synchronized List<CeleryMessage> on(String queue) {
        return queued.stream()
                .filter(one -> one.queue().equals(queue))
                .map(Queued::message)
                .toList();
    }
}
