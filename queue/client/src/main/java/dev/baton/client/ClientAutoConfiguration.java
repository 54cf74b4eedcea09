package dev.baton.client;

import dev.baton.broker.BrokerConfiguration;
import dev.baton.broker.delay.NativeDelayedDelivery;
import dev.baton.chord.ChordConfiguration;
import dev.baton.control.ControlConfiguration;
import dev.baton.deadletter.DeadLetterConfiguration;
import dev.baton.event.EventConfiguration;
import dev.baton.exit.ExitConfiguration;
import dev.baton.flow.FlowConfiguration;
import dev.baton.ledger.LedgerConfiguration;
import dev.baton.periodic.PeriodicConfiguration;
import dev.baton.result.ResultConfiguration;
import java.time.Clock;
import org.springframework.boot.amqp.autoconfigure.RabbitAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * Makes any Spring Boot application a sender of tasks: broker, results and ledger. The queues of an application's {@code TaskQueues}, where
 * it has such a bean, are declared whenever a connection opens.
 */
@AutoConfiguration(
        after = {
            RabbitAutoConfiguration.class,
            DataSourceTransactionManagerAutoConfiguration.class,
            JdbcClientAutoConfiguration.class
        })
@Import({
    BrokerConfiguration.class,
    NativeDelayedDelivery.class,
    EventConfiguration.class,
    ResultConfiguration.class,
    LedgerConfiguration.class,
    ControlConfiguration.class,
    PeriodicConfiguration.class,
    ChordConfiguration.class,
    FlowConfiguration.class,
    DeadLetterConfiguration.class,
    ExitConfiguration.class
})
public class ClientAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }
}
