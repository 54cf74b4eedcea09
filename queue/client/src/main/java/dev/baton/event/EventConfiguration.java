package dev.baton.event;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.TopicExchange;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Lets clients and workers tell what happens. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EventSettings.class)
public class EventConfiguration {
    @Bean("eventNode")
    Node node() {
        return Node.current();
    }

    @Bean
    LamportClock lamportClock() {
        return new LamportClock();
    }

    @Bean
    Declarables eventExchange() {
        TopicExchange exchange = new TopicExchange(EventChannel.EXCHANGE, true, false);
        exchange.setIgnoreDeclarationExceptions(true);
        return new Declarables(List.of(exchange));
    }

    @Bean
    EventStream eventStream(
            ConnectionFactory connections, Node node, LamportClock logical, Clock clock, EventSettings settings) {
        // A broker that is short of memory or disk stops reading from the connections that publish.
        ConnectionFactory publishing =
                Objects.requireNonNullElse(connections.getPublisherConnectionFactory(), connections);
        return new EventStream(new EventChannel(publishing, node), node, logical, clock, settings.buffer());
    }
}
