package dev.baton.internal.event;

import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Lets clients and workers tell an {@link EventOutlet} what happens. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EventSettings.class)
public class EventStreamConfiguration {
    @Bean("batonEventNode")
    Node node() {
        return Node.current();
    }

    @Bean("batonLamportClock")
    LamportClock lamportClock() {
        return new LamportClock();
    }

    @Bean("batonEventStream")
    EventStream eventStream(EventOutlet outlet, Node node, LamportClock logical, Clock clock, EventSettings settings) {
        return new EventStream(outlet, node, logical, clock, settings.buffer());
    }
}
