package dev.baton.internal.broker;

import dev.baton.internal.ledger.ScheduledTask;
import dev.baton.internal.ledger.Sending;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
import org.springframework.amqp.rabbit.connection.CorrelationData;
import org.springframework.amqp.rabbit.core.RabbitOperations;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

/**
 * Sends messages, and knows that the broker has them. One of the application's own queues that is gone is declared again, and what was
 * for it is sent once more. Safe for use by many threads.
 */
final class ConfirmedMessages implements Messages {
    private static final Logger log = LoggerFactory.getLogger(ConfirmedMessages.class);
    private static final String DEFAULT_EXCHANGE = "";
    private static final int MAX_NAME = 255;
    /** ACCESS_REFUSED, NOT_FOUND and PRECONDITION_FAILED. */
    private static final Pattern REFUSED = Pattern.compile("reply-code=40[346]");

    private final RabbitTemplate rabbit;
    private final QueueDeclarer declarer;
    private final Duration confirmTimeout;

    ConfirmedMessages(RabbitTemplate rabbit, QueueDeclarer declarer, Duration confirmTimeout) {
        if (!rabbit.getConnectionFactory().isPublisherConfirms()) {
            throw new IllegalStateException("spring.rabbitmq.publisher-confirm-type must be 'correlated'");
        }
        this.rabbit = rabbit;
        this.declarer = declarer;
        this.confirmTimeout = confirmTimeout;
    }

    @Override
    public Sending sendDue(List<ScheduledTask> tasks) {
        Sending first = sendOnce(tasks);
        List<ScheduledTask> again = first.stuck().keySet().stream()
                .filter(task -> task.exchange().equals(DEFAULT_EXCHANGE) && isDeclaredAgain(task.queue()))
                .toList();
        Sending second = again.isEmpty() ? new Sending(Set.of(), Map.of()) : sendOnce(again);
        Set<ScheduledTask> sent = new HashSet<>(first.sent());
        sent.addAll(second.sent());
        Map<ScheduledTask, String> stuck = new LinkedHashMap<>(first.stuck());
        again.forEach(stuck::remove);
        stuck.putAll(second.stuck());
        stuck.forEach((task, why) -> log.warn("Task {} is due but cannot be sent: {}", task.id(), why));
        return new Sending(sent, stuck);
    }

    private Sending sendOnce(List<ScheduledTask> tasks) {
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

    @Override
    public void send(String routingKey, List<Message> messages) {
        if (messages.isEmpty()) {
            return;
        }
        try {
            sendOnce(routingKey, messages);
        } catch (RefusedPublishException e) {
            if (!isDeclaredAgain(routingKey)) {
                throw e;
            }
            sendOnce(routingKey, messages);
        }
    }

    private boolean isDeclaredAgain(String queue) {
        try {
            return declarer.declareAgain(queue);
        } catch (AmqpException e) {
            log.warn("The queue {} could not be declared again: {}", queue, e.getMessage());
            return false;
        }
    }

    private void sendOnce(String routingKey, List<Message> messages) {
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
