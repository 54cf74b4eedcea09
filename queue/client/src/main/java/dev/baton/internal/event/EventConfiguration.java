package dev.baton.internal.event;

import java.util.List;
import java.util.Objects;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.TopicExchange;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Lets clients and workers tell the broker what happens. */
@Configuration(proxyBeanMethods = false)
@Import(EventStreamConfiguration.class)
public class EventConfiguration {
    @Bean("batonEventExchange")
    Declarables eventExchange() {
        TopicExchange exchange = new TopicExchange(EventChannel.EXCHANGE, true, false);
        exchange.setIgnoreDeclarationExceptions(true);
        return new Declarables(List.of(exchange));
    }

    @Bean("batonEventOutlet")
    EventOutlet eventOutlet(ConnectionFactory connections, Node node) {
        // A broker that is short of memory or disk stops reading from the connections that publish.
        ConnectionFactory publishing =
                Objects.requireNonNullElse(connections.getPublisherConnectionFactory(), connections);
        return new EventChannel(publishing, node);
    }
}
