package dev.baton.broker;

import dev.baton.celery.CeleryMessage;
import dev.baton.celery.MessageCodec;
import dev.baton.ledger.ScheduledTask;
import dev.baton.ledger.ScheduledTasks;
import dev.baton.ledger.Sending;
import dev.baton.task.TaskRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageProperties;
import org.springframework.amqp.rabbit.connection.CorrelationData;
import org.springframework.amqp.rabbit.core.RabbitOperations;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

/** Puts tasks on queues. Returns only once the broker has confirmed that it keeps them. Safe for use by many threads. */
public final class TaskPublisher {
    private static final Logger log = LoggerFactory.getLogger(TaskPublisher.class);
    private static final String DEFAULT_EXCHANGE = "";
    private static final int MAX_NAME = 255;
    /** ACCESS_REFUSED, NOT_FOUND and PRECONDITION_FAILED. */
    private static final Pattern REFUSED = Pattern.compile("reply-code=40[346]");

    private final RabbitTemplate rabbit;
    private final ScheduledTasks scheduled;
    private final MessageCodec codec;
    private final Duration confirmTimeout;
    private final Clock clock;
    private final SentTasks sentTasks;

    TaskPublisher(
            RabbitTemplate rabbit,
            ScheduledTasks scheduled,
            MessageCodec codec,
            Duration confirmTimeout,
            Clock clock,
            SentTasks sentTasks) {
        if (!rabbit.getConnectionFactory().isPublisherConfirms()) {
            throw new IllegalStateException("spring.rabbitmq.publisher-confirm-type must be 'correlated'");
        }
        this.rabbit = rabbit;
        this.scheduled = scheduled;
        this.codec = codec;
        this.confirmTimeout = confirmTimeout;
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
        List<Message> messages = requests.stream()
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
        send(queue.name(), messages);
        sentTasks.sent(queue, requests);
    }

    /** Publishes the messages of {@code tasks}, each to its queue, and returns what the broker made of them. */
    public Sending publishDue(List<ScheduledTask> tasks) {
        long deadline = System.nanoTime() + confirmTimeout.toNanos();
        Map<ScheduledTask, CorrelationData> waiting = new LinkedHashMap<>();
        Map<ScheduledTask, String> stuck = new LinkedHashMap<>();
        // Each exchange on a channel of its own: what goes wrong with one closes the channel, and what else is on that
        // is lost.
        tasks.stream()
                .collect(Collectors.groupingBy(ScheduledTask::exchange, LinkedHashMap::new, Collectors.toList()))
                .forEach((exchange, some) -> sendDue(exchange, some, waiting, stuck));
        Set<ScheduledTask> sent = new HashSet<>();
        waiting.forEach((task, confirmation) -> {
            try {
                await(confirmation, task.queue(), deadline);
                sent.add(task);
            } catch (RefusedPublishException e) {
                stuck.put(task, String.valueOf(e.getMessage()));
            } catch (UnconfirmedPublishException e) {
                log.warn("Task {} is due but could not be sent: {}", task.id(), e.getMessage());
            }
        });
        stuck.forEach((task, why) -> log.warn("Task {} is due but cannot be sent: {}", task.id(), why));
        return new Sending(sent, stuck);
    }

    private void sendDue(
            String exchange,
            List<ScheduledTask> tasks,
            Map<ScheduledTask, CorrelationData> waiting,
            Map<ScheduledTask, String> stuck) {
        try {
            if (isMissing(exchange)) {
                tasks.forEach(task -> stuck.put(task, "no exchange is named " + exchange));
                return;
            }
            inOrder(channel -> tasks.forEach(task -> {
                try {
                    requireShort(task.queue());
                    waiting.put(task, sendOne(channel, exchange, task.queue(), AmqpMessages.toAmqp(task.message())));
                } catch (IllegalArgumentException e) {
                    // Such as a number in its headers that the protocol does not know.
                    stuck.put(task, "it cannot be written: " + e.getMessage());
                }
            }));
        } catch (AmqpException e) {
            log.warn("Tasks that are due wait for the broker: {}", e.getMessage());
        }
    }

    /** Asked before, since what is sent to none is refused in a way that looks like many others. */
    private boolean isMissing(String exchange) {
        if (exchange.equals(DEFAULT_EXCHANGE) || !isShort(exchange)) {
            return !isShort(exchange);
        }
        try {
            rabbit.execute(channel -> channel.exchangeDeclarePassive(exchange));
            return false;
        } catch (AmqpException e) {
            if (e.getCause() instanceof IOException refused
                    && String.valueOf(refused.getCause()).contains("reply-code=404")) {
                return true;
            }
            throw e;
        }
    }

    /** What the client library finds only when it writes keeps the channel waiting for a confirmation that never comes. */
    private static void requireShort(String name) {
        if (!isShort(name)) {
            throw new IllegalArgumentException("a queue's name has at most " + MAX_NAME + " bytes: " + name);
        }
    }

    private static boolean isShort(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length <= MAX_NAME;
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
        send(queue.deadName(), List.of(message));
    }

    /**
     * Sends a message once more that had been given up.
     *
     * @throws UnconfirmedPublishException where the broker did not confirm it
     */
    public void resend(TaskQueue queue, CeleryMessage message) {
        send(queue.name(), List.of(AmqpMessages.toAmqp(message)));
    }

    private void send(String routingKey, List<Message> messages) {
        if (messages.isEmpty()) {
            return;
        }
        try {
            List<CorrelationData> sent = new ArrayList<>();
            inOrder(channel ->
                    messages.forEach(message -> sent.add(sendOne(channel, DEFAULT_EXCHANGE, routingKey, message))));
            long deadline = System.nanoTime() + confirmTimeout.toNanos();
            sent.forEach(confirmation -> await(confirmation, routingKey, deadline));
        } catch (AmqpException e) {
            throw new UnconfirmedPublishException("the broker could not be reached: " + e.getMessage(), e);
        }
    }

    // One channel for all: messages on different ones may overtake each other, and each would need one of its own
    // until it is confirmed.
    private void inOrder(Consumer<RabbitOperations> sending) {
        rabbit.invoke(channel -> {
            sending.accept(channel);
            return true;
        });
    }

    private static CorrelationData sendOne(
            RabbitOperations channel, String exchange, String routingKey, Message message) {
        CorrelationData confirmation = new CorrelationData();
        channel.send(exchange, routingKey, message, confirmation);
        return confirmation;
    }

    private static void await(CorrelationData confirmation, String routingKey, long deadline) {
        try {
            CorrelationData.Confirm confirm =
                    confirmation.getFuture().get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (!confirm.ack()) {
                throw refusal(String.valueOf(confirm.reason()));
            }
            if (confirmation.getReturned() != null) {
                throw new RefusedPublishException("no queue is named " + routingKey);
            }
        } catch (TimeoutException e) {
            throw new UnconfirmedPublishException("the broker did not confirm a message in time", e);
        } catch (ExecutionException e) {
            throw new UnconfirmedPublishException("the broker's confirmation failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnconfirmedPublishException("interrupted while waiting for the broker's confirmation", e);
        }
    }

    /** A channel that the broker closed over what was sent says so in the protocol's own words; all else may pass. */
    private static UnconfirmedPublishException refusal(String reason) {
        String message = "the broker refused a message: " + reason;
        return REFUSED.matcher(reason).find()
                ? new RefusedPublishException(message)
                : new UnconfirmedPublishException(message);
    }
}
