package dev.baton.internal.broker;

import dev.baton.internal.celery.CeleryMessage;
import dev.baton.internal.celery.MessageCodec;
import dev.baton.internal.ledger.ScheduledTask;
import dev.baton.internal.ledger.ScheduledTasks;
import dev.baton.internal.ledger.Sending;
import dev.baton.task.TaskRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageProperties;

/** Puts tasks on queues. Returns only once the broker has confirmed that it keeps them. Safe for use by many threads. */
public final class TaskPublisher {
    private final Messages messages;
    private final ScheduledTasks scheduled;
    private final MessageCodec codec;
    private final Clock clock;
    private final SentTasks sentTasks;

    TaskPublisher(Messages messages, ScheduledTasks scheduled, MessageCodec codec, Clock clock, SentTasks sentTasks) {
        this.messages = messages;
        this.scheduled = scheduled;
        this.codec = codec;
        this.clock = clock;
        this.sentTasks = sentTasks;
    }

    /**
     * Publishes all {@code requests}, then waits for all confirmations together. Those that must not run yet wait in the
     * schedule instead, so that no worker need hold them, Celery's least of all.
     *
     * @throws UnconfirmedPublishException where any was not confirmed in time, was refused, or reached no queue; the
     *     broker may then have some of them
     */
    public void publish(TaskQueue queue, List<TaskRequest> requests) {
        Instant now = clock.instant();
        // Before the messages, so that a worker's word comes after it; should it come first, it stands.
        sentTasks.sending(queue, requests, now);
        List<Message> encoded = requests.stream()
                .filter(request -> !request.conditions().isEarly(now))
                .map(request -> AmqpMessages.toAmqp(codec.encode(request, now)))
                .toList();
        requests.stream()
                .filter(request -> request.conditions().isEarly(now))
                .forEach(request -> scheduled.add(new ScheduledTask(
                        request.id(),
                        request.conditions().retries(),
                        request.task(),
                        queue.name(),
                        Objects.requireNonNull(request.conditions().eta()),
                        codec.encode(request, now))));
        messages.send(queue.name(), encoded);
        sentTasks.sent(queue, requests);
    }

    /**
     * Keeps {@code requests}, which were published to {@code queue}, so that they are sent again under their ids should the broker lose
     * them. Those that waited in the schedule, or for others, are kept anyway.
     */
    public void keep(TaskQueue queue, List<TaskRequest> requests) {
        Instant now = clock.instant();
        requests.forEach(request -> scheduled.keepSent(new ScheduledTask(
                request.id(),
                request.conditions().retries(),
                request.task(),
                queue.name(),
                now,
                codec.encode(request, now))));
    }

    /** Publishes the messages of {@code tasks}, each to its queue, and returns what the broker made of them. */
    public Sending publishDue(List<ScheduledTask> tasks) {
        return messages.sendDue(tasks);
    }

    /**
     * Puts a message that can never run on the dead queue, with the reason beside its own headers.
     *
     * @throws UnconfirmedPublishException where the broker did not confirm it
     */
    public void bury(TaskQueue queue, Message message, String reason) {
        MessageProperties properties = message.getMessageProperties();
        properties.getHeaders().keySet().removeIf(AmqpMessages::isBrokers);
        properties.getHeaders().putAll(Map.of("x-baton-reason", reason, "x-baton-queue", queue.name()));
        properties.setExpiration(null);
        messages.send(queue.deadName(), List.of(message));
    }

    /**
     * Sends a message once more that had been given up.
     *
     * @throws UnconfirmedPublishException where the broker did not confirm it
     */
    public void resend(TaskQueue queue, CeleryMessage message) {
        messages.send(queue.name(), List.of(AmqpMessages.toAmqp(message)));
    }
}
