package dev.baton.client;

import dev.baton.broker.BrokerConfiguration;
import dev.baton.broker.delay.NativeDelayedDelivery;
import dev.baton.control.ControlConfiguration;
import dev.baton.deadletter.DeadLetterConfiguration;
import dev.baton.event.EventConfiguration;
import dev.baton.exit.ExitConfiguration;
import dev.baton.flow.FlowConfiguration;
import dev.baton.ledger.LedgerConfiguration;
import dev.baton.periodic.PeriodicConfiguration;
import dev.baton.result.ResultConfiguration;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What sends and what runs tasks both need: broker, results and ledger. The application gives its {@code TaskQueues}. */
@Configuration(proxyBeanMethods = false)
@Import({
    BrokerConfiguration.class,
    NativeDelayedDelivery.class,
    EventConfiguration.class,
    ResultConfiguration.class,
    LedgerConfiguration.class,
    ControlConfiguration.class,
    PeriodicConfiguration.class,
    FlowConfiguration.class,
    DeadLetterConfiguration.class,
    ExitConfiguration.class
})
public class QueueConfiguration {
    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }
}
