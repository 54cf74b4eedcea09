package dev.baton.broker;

import dev.baton.celery.MessageCodec;
import dev.baton.event.EventSettings;
import dev.baton.event.EventStream;
import dev.baton.event.LamportClock;
import dev.baton.event.Node;
import dev.baton.event.TaskEvents;
import dev.baton.ledger.Gates;
import dev.baton.ledger.ScheduledTasks;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.Binding;
import org.springframework.amqp.core.BindingBuilder;
import org.springframework.amqp.core.Declarable;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.DirectExchange;
import org.springframework.amqp.core.FanoutExchange;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.core.QueueBuilder;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.boot.amqp.autoconfigure.RabbitProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Declares the application's queues, and publishes to them. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BrokerSettings.class)
public class BrokerConfiguration {
    private static final Logger log = LoggerFactory.getLogger(BrokerConfiguration.class);

    @Bean
    Declarables queues(TaskQueues queues) {
        DirectExchange dead = new DirectExchange(TaskQueue.DEAD_EXCHANGE, true, false);
        FanoutExchange control = new FanoutExchange(ControlPublisher.EXCHANGE, false, false);
        List<Declarable> declarables = new ArrayList<>(List.of(dead, control));
        for (TaskQueue queue : queues.all()) {
            Queue buried = QueueBuilder.durable(queue.deadName()).quorum().build();
            Binding binding = BindingBuilder.bind(buried).to(dead).with(queue.name());
            Queue tasks = QueueBuilder.durable(queue.name()).quorum().build();
            // A Celery application may have made it a classic one; tasks can be taken from that, too.
            tasks.setIgnoreDeclarationExceptions(true);
            declarables.addAll(List.of(tasks, buried, binding));
        }
        return new Declarables(declarables);
    }

    @Bean
    ControlPublisher controlPublisher(RabbitTemplate rabbit, LamportClock clock) {
        return new ControlPublisher(rabbit, clock);
    }

    @Bean
    SentTasks sentTasks(EventSettings settings, EventStream events) {
        return settings.sent()
                ? (queue, request) -> events.tell(() -> TaskEvents.sent(request, queue.name()))
                : (queue, request) -> {};
    }

    @Bean
    TaskPublisher taskPublisher(
            RabbitTemplate rabbit,
            ScheduledTasks scheduled,
            BrokerSettings settings,
            Clock clock,
            Node node,
            SentTasks sentTasks) {
        return new TaskPublisher(rabbit, scheduled, new MessageCodec(node.name()), settings.confirmTimeout(), clock, sentTasks);
    }

    @Bean
    FairPublisher fairPublisher(Gates gates, TaskPublisher publisher, Clock clock, Node node) {
        return new FairPublisher(gates, publisher, new MessageCodec(node.name()), clock);
    }

    /** Policies are set whenever a connection opens, as declarations are: a broker may come back empty. */
    @Bean
    PolicyListener queuePolicies(
            ConnectionFactory connections, TaskQueues queues, BrokerSettings settings, RabbitProperties rabbit) {
        PolicyListener listener = new PolicyListener(queues.all(), policies(settings, rabbit));
        connections.addConnectionListener(listener);
        return listener;
    }

    private static Optional<QueuePolicies> policies(BrokerSettings settings, RabbitProperties rabbit) {
        if (settings.managementUrl() == null) {
            log.warn("baton.broker.management-url is not set: set the queue policies yourself, see DEPLOYMENT.md");
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
