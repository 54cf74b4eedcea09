package dev.baton.internal.broker.delay;

import dev.baton.internal.broker.TaskQueue;
import dev.baton.internal.broker.TaskQueues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.Binding;
import org.springframework.amqp.core.BindingBuilder;
import org.springframework.amqp.core.Declarable;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.core.QueueBuilder;
import org.springframework.amqp.core.TopicExchange;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Declares the exchanges and queues to which Celery 5.5 and later publish tasks with a countdown for quorum queues, and binds the
 * application's queues to them. There is a queue for each bit of the countdown in seconds. Without them the broker drops such tasks
 * until a Celery worker has declared them. See <a
 * href="https://docs.celeryq.dev/en/stable/getting-started/backends-and-brokers/rabbitmq.html">Native Delayed Delivery</a>.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("baton.broker.native-delayed-delivery")
public class NativeDelayedDelivery {
    private static final int HIGHEST = 27;
    /** A word for each bit. For any number of words, as Celery binds, the tasks of {@code urgent.mail} would come to {@code mail}, too. */
    private static final String BITS = "*.".repeat(HIGHEST + 1);

    private static final String DELIVERY = "celery_delayed_delivery";

    @Bean("batonDelayedDelivery")
    Declarables delayedDelivery(TaskQueues queues) {
        TopicExchange delivery = new TopicExchange(DELIVERY);
        List<Declarable> all = new ArrayList<>(List.of(delivery));
        TopicExchange next = delivery;
        for (int level = 0; level <= HIGHEST; level++) {
            TopicExchange exchange = new TopicExchange(name(level));
            Queue queue = queue(level, next.getName());
            String higherBits = "*.".repeat(HIGHEST - level);
            Binding waits = BindingBuilder.bind(queue).to(exchange).with(higherBits + "1.#");
            Binding goesOn = BindingBuilder.bind(next).to(exchange).with(higherBits + "0.#");
            all.addAll(List.of(exchange, queue, waits, goesOn));
            next = exchange;
        }
        for (TaskQueue queue : queues.all()) {
            all.add(binding(queue, BITS + queue.name()));
        }
        return new Declarables(all);
    }

    /** Opens no connection: whatever opens one has the bindings of earlier versions removed. */
    @Bean("batonFormerBindings")
    FormerBindings formerBindings(TaskQueues queues, AmqpAdmin admin, ConnectionFactory connections) {
        FormerBindings former = new FormerBindings(
                queues.all().stream()
                        .map(queue -> binding(queue, "#." + queue.name()))
                        .toList(),
                admin);
        connections.addConnectionListener(former);
        return former;
    }

    private static Binding binding(TaskQueue queue, String key) {
        return new Binding(queue.name(), Binding.DestinationType.QUEUE, DELIVERY, key, Map.of());
    }

    private static String name(int level) {
        return "celery_delayed_" + level;
    }

    private static Queue queue(int level, String next) {
        Queue queue = QueueBuilder.durable(name(level))
                .quorum()
                .withArgument("x-overflow", "reject-publish")
                .withArgument("x-message-ttl", (1L << level) * 1000)
                .withArgument("x-dead-letter-exchange", next)
                .withArgument("x-dead-letter-strategy", "at-least-once")
                .build();
        // A Celery worker that came first may have made them classic ones, which do as well.
        queue.setIgnoreDeclarationExceptions(true);
        return queue;
    }
}
