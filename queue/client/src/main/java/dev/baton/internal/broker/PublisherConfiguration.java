package dev.baton.internal.broker;

import dev.baton.internal.celery.MessageCodec;
import dev.baton.internal.event.EventSettings;
import dev.baton.internal.event.EventStream;
import dev.baton.internal.event.Node;
import dev.baton.internal.ledger.Gates;
import dev.baton.internal.ledger.ScheduledTasks;
import dev.baton.internal.result.ResultStore;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Has tasks published as {@link Messages}, whoever takes these. */
@Configuration(proxyBeanMethods = false)
public class PublisherConfiguration {
    @Bean("batonMessageCodec")
    MessageCodec messageCodec(Node node) {
        return new MessageCodec(node.name());
    }

    @Bean("batonSentTasks")
    SentTasks sentTasks(EventSettings settings, EventStream events, ResultStore results) {
        return new SentTasks(settings, events, results);
    }

    @Bean("batonTaskPublisher")
    TaskPublisher taskPublisher(
            Messages messages, ScheduledTasks scheduled, Clock clock, MessageCodec codec, SentTasks sentTasks) {
        return new TaskPublisher(messages, scheduled, codec, clock, sentTasks);
    }

    @Bean("batonFairPublisher")
    FairPublisher fairPublisher(Gates gates, TaskPublisher publisher, MessageCodec codec, Clock clock) {
        return new FairPublisher(gates, publisher, codec, clock);
    }
}
