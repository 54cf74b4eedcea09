package dev.baton.client;

import dev.baton.internal.broker.BrokerConfiguration;
import dev.baton.internal.broker.delay.NativeDelayedDelivery;
import dev.baton.internal.control.ControlConfiguration;
import dev.baton.internal.deadletter.DeadLetterConfiguration;
import dev.baton.internal.event.EventConfiguration;
import dev.baton.internal.exit.ExitConfiguration;
import dev.baton.internal.flow.ChordConfiguration;
import dev.baton.internal.flow.FlowConfiguration;
import dev.baton.internal.ledger.LedgerConfiguration;
import dev.baton.internal.periodic.PeriodicConfiguration;
import dev.baton.internal.result.ResultConfiguration;
import java.time.Clock;
import org.springframework.boot.amqp.autoconfigure.RabbitAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * Makes any Spring Boot application a sender of tasks: broker, results and ledger. The queues that {@code baton.broker.queues}
 * and the application's {@code TaskQueues}, if it has such a bean, name are declared whenever a connection opens.
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
    ExitConfiguration.class,
    TasksConfiguration.class
})
public class ClientAutoConfiguration {
    @Bean("batonClock")
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }
}
