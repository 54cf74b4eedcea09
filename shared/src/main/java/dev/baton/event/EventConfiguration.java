package dev.baton.event;

import java.time.Clock;
import java.util.List;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.TopicExchange;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
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
        TopicExchange exchange = new TopicExchange(EventStream.EXCHANGE, true, false);
        exchange.setIgnoreDeclarationExceptions(true);
        return new Declarables(List.of(exchange));
    }

    @Bean
    EventStream eventStream(
            ConnectionFactory connections, Node node, LamportClock logical, Clock clock, EventSettings settings) {
        // A template of its own: nobody may be listening, and an event that reaches nobody must not come back.
        RabbitTemplate rabbit = new RabbitTemplate(connections);
        rabbit.setUsePublisherConnection(true);
        return new EventStream(rabbit, node, logical, clock, settings.buffer());
    }
}
