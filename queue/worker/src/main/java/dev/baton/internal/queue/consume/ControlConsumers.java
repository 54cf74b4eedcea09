package dev.baton.internal.queue.consume;

import dev.baton.internal.broker.ControlPublisher;
import dev.baton.internal.event.LamportClock;
import dev.baton.internal.queue.control.ControlCommands;
import dev.baton.internal.queue.settle.Persistence;
import dev.baton.internal.queue.settle.WorkerIdentity;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.amqp.core.Binding;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.core.QueueBuilder;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Two mailboxes: one of each worker's own, as Celery's workers have it, and one that all share and that keeps revocations while
 * no worker is there.
 */
@Configuration(proxyBeanMethods = false)
class ControlConsumers {
    private static final int UNHEARD_MILLIS = 300_000;

    /**
     * Nobody asks for a mailbox by its name, so that each process has one that no other ever had: a broker that has not noticed yet
     * that the worker before it is gone would refuse it that one's.
     */
    private static final String OWN_SUFFIX = "." + UUID.randomUUID() + ".celery.pidbox";

    @Bean("batonOwnControlQueue")
    Declarables ownControlQueue(WorkerIdentity identity) {
        // Exclusive, since brokers refuse transient queues that are not; it goes with the worker's connection.
        Queue own = QueueBuilder.nonDurable(ownQueue(identity))
                .exclusive()
                .autoDelete()
                .ttl(UNHEARD_MILLIS)
                .build();
        Binding binding =
                new Binding(own.getName(), Binding.DestinationType.QUEUE, ControlPublisher.EXCHANGE, "", Map.of());
        // Without them a worker cannot be steered, which must not keep it from its tasks.
        Stream.of(own, binding).forEach(one -> one.setIgnoreDeclarationExceptions(true));
        return new Declarables(List.of(own, binding));
    }

    private static String ownQueue(WorkerIdentity identity) {
        return identity.hostname() + OWN_SUFFIX;
    }

    @Bean("batonControlListener")
    ControlListener controlListener(
            ControlCommands commands,
            ControlPublisher publisher,
            WorkerIdentity identity,
            Persistence persistence,
            LamportClock clock) {
        return new ControlListener(commands, publisher, identity, persistence, clock);
    }

    @Bean("batonKeptCommands")
    KeptCommands keptCommands(ConnectionFactory connections, ControlListener listener) {
        return new KeptCommands(connections, listener, ControlPublisher.KEPT);
    }

    @Bean("batonOwnControl")
    SimpleMessageListenerContainer ownControl(
            QueueContainers containers, WorkerIdentity identity, ControlListener listener) {
        return containers.make(ownQueue(identity), 1, listener::hear);
    }

    @Bean("batonKeptControl")
    SimpleMessageListenerContainer keptControl(QueueContainers containers, ControlListener listener) {
        return containers.make(ControlPublisher.KEPT, 1, listener::keep);
    }
}
