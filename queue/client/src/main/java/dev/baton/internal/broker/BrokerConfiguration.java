package dev.baton.internal.broker;

import dev.baton.internal.event.LamportClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.Declarable;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.amqp.autoconfigure.ConnectionFactoryCustomizer;
import org.springframework.boot.amqp.autoconfigure.RabbitProperties;
import org.springframework.boot.amqp.autoconfigure.RabbitTemplateConfigurer;
import org.springframework.boot.amqp.autoconfigure.RabbitTemplateCustomizer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Declares the application's queues, and publishes to them. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BrokerSettings.class)
@Import(PublisherConfiguration.class)
public class BrokerConfiguration {
    private static final int HANDSHAKE_MILLIS = 5_000;
    private static final Logger log = LoggerFactory.getLogger(BrokerConfiguration.class);

    /** The queues are among them, though {@link QueueDeclarer} declares them, too: what others bind to them is declared with these. */
    @Bean("batonTaskQueueDeclarables")
    Declarables queues(ObjectProvider<TaskQueues> queues, BrokerSettings settings) {
        List<Declarable> declarables = new ArrayList<>(ControlPublisher.declarables());
        declarables.add(QueueDeclarer.dead());
        own(queues, settings).forEach(queue -> declarables.addAll(QueueDeclarer.declarables(queue)));
        return new Declarables(declarables);
    }

    /**
     * What publishes has a connection of its own: a broker that is short of memory or disk stops reading from the connections that
     * publish, and workers must still be able to acknowledge.
     */
    @Bean("batonOwnConnection")
    RabbitTemplateCustomizer ownConnection() {
        return template -> template.setUsePublisherConnection(true);
    }

    /** A broker that has accepted a connection and then says nothing is given up, and asked again. */
    @Bean("batonConnectionCustomizer")
    ConnectionFactoryCustomizer connectionCustomizer() {
        return factory -> {
            factory.setHandshakeTimeout(HANDSHAKE_MILLIS);
            factory.setThreadFactory(new MessageThreads("broker"));
        };
    }

    @Bean("batonControlPublisher")
    ControlPublisher controlPublisher(RabbitTemplate rabbit, LamportClock clock) {
        return new ControlPublisher(rabbit, clock);
    }

    @Bean("batonBrokerProbe")
    BrokerProbe brokerProbe(RabbitTemplate rabbit) {
        return new BrokerProbe(rabbit);
    }

    @Bean("batonConfirmedMessages")
    ConfirmedMessages confirmedMessages(
            ConnectionFactory connections,
            RabbitTemplateConfigurer configurer,
            QueueDeclarer declarer,
            BrokerSettings settings) {
        return new ConfirmedMessages(sender(connections, configurer), declarer, settings.confirmTimeout());
    }

    /** A template has one callback for what is returned, and that of the application's is for the application to set. */
    private static RabbitTemplate sender(ConnectionFactory connections, RabbitTemplateConfigurer configurer) {
        RabbitTemplate sender = new RabbitTemplate();
        configurer.configure(sender, connections);
        sender.setUsePublisherConnection(true);
        sender.setMandatory(true);
        // Whoever waits for the confirmation is told. A template without a callback would warn of it, too.
        sender.setReturnsCallback(returned -> log.trace("No queue is named {}", returned.getRoutingKey()));
        return sender;
    }

    @Bean("batonRpcReplies")
    RpcReplies rpcReplies(ConnectionFactory connections, BrokerSettings settings) {
        return new AmqpRpcReplies(connections, settings.confirmTimeout());
    }

    @Bean("batonQueueDeclarer")
    QueueDeclarer queueDeclarer(
            AmqpAdmin admin,
            ConnectionFactory connections,
            ObjectProvider<TaskQueues> queues,
            BrokerSettings settings,
            RabbitProperties rabbit) {
        QueueDeclarer declarer = new QueueDeclarer(admin, own(queues, settings), policies(settings, rabbit));
        connections.addConnectionListener(declarer);
        return declarer;
    }

    /** The queues that the application names; one that names none sends to those of others. */
    private static List<TaskQueue> own(ObjectProvider<TaskQueues> queues, BrokerSettings settings) {
        Stream<TaskQueue> taken = queues.stream().flatMap(one -> one.all().stream());
        return Stream.concat(taken, settings.queues().stream().map(TaskQueue::new))
                .distinct()
                .toList();
    }

    private static Optional<QueuePolicies> policies(BrokerSettings settings, RabbitProperties rabbit) {
        if (settings.managementUrl() == null) {
            log.warn(
                    "baton.broker.management-url is not set: set the queue policies yourself, see docs/run-in-production.md");
            return Optional.empty();
        }
        String virtualHost = rabbit.determineVirtualHost() == null ? "/" : rabbit.determineVirtualHost();
        return Optional.of(new QueuePolicies(
                settings.managementUrl(),
                settings,
                virtualHost,
                rabbit.determineUsername(),
                String.valueOf(rabbit.determinePassword())));
    }
}
