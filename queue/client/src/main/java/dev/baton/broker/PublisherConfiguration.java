package dev.baton.broker;

import dev.baton.celery.MessageCodec;
import dev.baton.event.EventSettings;
import dev.baton.event.EventStream;
import dev.baton.event.Node;
import dev.baton.ledger.Gates;
import dev.baton.ledger.ScheduledTasks;
import dev.baton.result.ResultStore;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Has tasks published as {@link Messages}, whoever takes these. */
@Configuration(proxyBeanMethods = false)
public class PublisherConfiguration {
    @Bean
    MessageCodec messageCodec(Node node) {
        return new MessageCodec(node.name());
    }

    @Bean
    SentTasks sentTasks(EventSettings settings, EventStream events, ResultStore results) {
        return new SentTasks(settings, events, results);
    }

    @Bean
    TaskPublisher taskPublisher(
            Messages messages, ScheduledTasks scheduled, Clock clock, MessageCodec codec, SentTasks sentTasks) {
        return new TaskPublisher(messages, scheduled, codec, clock, sentTasks);
    }

    @Bean
    FairPublisher fairPublisher(Gates gates, TaskPublisher publisher, MessageCodec codec, Clock clock) {
        return new FairPublisher(gates, publisher, codec, clock);
    }
}
