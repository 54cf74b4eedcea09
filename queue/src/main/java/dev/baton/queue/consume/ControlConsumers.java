package dev.baton.queue.consume;

import dev.baton.broker.ControlPublisher;
import dev.baton.queue.control.ControlCommands;
import dev.baton.queue.execute.Persistence;
import dev.baton.queue.settle.WorkerIdentity;
import java.time.Duration;
import java.util.List;
import org.springframework.amqp.core.Binding;
import org.springframework.amqp.core.BindingBuilder;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.FanoutExchange;
import org.springframework.amqp.core.MessageListener;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.core.QueueBuilder;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Two mailboxes: one of each worker's own, as Celery's workers have it, and one that all share and that keeps revocations while
 * no worker is there.
 */
@Configuration(proxyBeanMethods = false)
class ControlConsumers {
    private static final String KEPT = "baton.control";
    private static final Duration KEPT_FOR = Duration.ofDays(1);
    private static final int UNHEARD_MILLIS = 300_000;
    private static final long RECONNECT_MILLIS = 1_000;

    @Bean
    Declarables controlQueues(WorkerIdentity identity) {
        FanoutExchange exchange = new FanoutExchange(ControlPublisher.EXCHANGE, false, false);
        // Exclusive, since brokers refuse transient queues that are not; it goes with the worker's connection.
        Queue own = QueueBuilder.nonDurable(ownQueue(identity))
                .exclusive()
                .autoDelete()
                .ttl(UNHEARD_MILLIS)
                .build();
        Queue kept = QueueBuilder.durable(KEPT)
                .ttl(Math.toIntExact(KEPT_FOR.toMillis()))
                .build();
        Binding toOwn = BindingBuilder.bind(own).to(exchange);
        Binding toKept = BindingBuilder.bind(kept).to(exchange);
        return new Declarables(List.of(own, kept, toOwn, toKept));
    }

    private static String ownQueue(WorkerIdentity identity) {
        return identity.hostname() + ".celery.pidbox";
    }

    @Bean
    ControlListener controlListener(
            ControlCommands commands, ControlPublisher publisher, WorkerIdentity identity, Persistence persistence) {
        return new ControlListener(commands, publisher, identity, persistence);
    }

    @Bean
    KeptCommands keptCommands(RabbitTemplate rabbit, ControlListener listener) {
        return new KeptCommands(rabbit, listener, KEPT);
    }

    @Bean
    SimpleMessageListenerContainer ownControl(
            ConnectionFactory connections, WorkerIdentity identity, ControlListener listener) {
        return container(connections, ownQueue(identity), listener::hear);
    }

    @Bean
    SimpleMessageListenerContainer keptControl(ConnectionFactory connections, ControlListener listener) {
        return container(connections, KEPT, listener::keep);
    }

    private static SimpleMessageListenerContainer container(
            ConnectionFactory connections, String queue, MessageListener listener) {
        SimpleMessageListenerContainer container = new SimpleMessageListenerContainer(connections);
        container.setQueueNames(queue);
        container.setMessageListener(listener);
        container.setMissingQueuesFatal(false);
        container.setPrefetchCount(1);
        container.setRecoveryInterval(RECONNECT_MILLIS);
        return container;
    }
}
