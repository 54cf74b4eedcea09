package dev.baton.internal.broker;

import dev.baton.internal.celery.TaskJson;
import dev.baton.internal.event.LamportClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.Binding;
import org.springframework.amqp.core.BindingBuilder;
import org.springframework.amqp.core.Declarable;
import org.springframework.amqp.core.FanoutExchange;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.core.MessageProperties;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.core.QueueBuilder;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

/**
 * Celery's remote control (pidbox): a command to all workers of a virtual host, Baton's and Celery's alike, and a worker's
 * reply. Nobody is promised to hear it. Safe for use by many threads.
 */
public final class ControlPublisher {
    /** Where commands are published; every worker has a queue of its own bound to it. */
    public static final String EXCHANGE = "celery.pidbox";

    /** The queue that keeps commands while no worker is there, for a day. */
    public static final String KEPT = "baton.control";

    private static final Duration KEPT_FOR = Duration.ofDays(1);
    private static final String JSON = "application/json";

    private final RabbitTemplate rabbit;
    private final LamportClock clock;

    ControlPublisher(RabbitTemplate rabbit, LamportClock clock) {
        this.rabbit = rabbit;
        this.clock = clock;
    }

    /**
     * The exchange and what keeps its commands. The exchange does not outlive the broker, as Celery declares it, and the binding
     * goes with it: whoever is connected declares them anew, so that nothing is missed before a worker is back.
     */
    static List<Declarable> declarables() {
        FanoutExchange exchange = new FanoutExchange(EXCHANGE, false, false);
        Queue kept = QueueBuilder.durable(KEPT)
                .ttl(Math.toIntExact(KEPT_FOR.toMillis()))
                .build();
        Binding binding = BindingBuilder.bind(kept).to(exchange);
        // A later Celery may have declared the exchange otherwise, which must not keep anybody from the tasks.
        Stream.of(exchange, kept, binding).forEach(one -> one.setIgnoreDeclarationExceptions(true));
        return List.of(exchange, kept, binding);
    }

    /**
     * Sends {@code method} with its arguments to every worker.
     *
     * @throws UnconfirmedPublishException where the broker cannot be reached
     */
    public void broadcast(String method, Map<String, Object> arguments) {
        Map<String, @Nullable Object> command = new LinkedHashMap<>();
        command.put("method", method);
        command.put("arguments", arguments);
        command.put("destination", null);
        command.put("pattern", null);
        command.put("matcher", null);
        send(EXCHANGE, "", command, Map.of("clock", clock.forward(), "expires", 0));
    }

    /** Sends {@code reply} to the client that asked for it, under its {@code ticket}. */
    public void reply(String exchange, String routingKey, Map<String, Object> reply, String ticket) {
        send(exchange, routingKey, reply, Map.of("ticket", ticket, "clock", clock.forward()));
    }

    private void send(String exchange, String routingKey, Map<String, ?> body, Map<String, Object> headers) {
        Message message = MessageBuilder.withBody(TaskJson.write(body).getBytes(StandardCharsets.UTF_8))
                .setContentType(JSON)
                .setContentEncoding("utf-8")
                .setDeliveryMode(MessageProperties.DEFAULT_DELIVERY_MODE)
                .copyHeaders(headers)
                .build();
        try {
            rabbit.send(exchange, routingKey, message);
        } catch (AmqpException e) {
            throw new UnconfirmedPublishException("the broker could not be reached: " + e.getMessage(), e);
        }
    }
}
