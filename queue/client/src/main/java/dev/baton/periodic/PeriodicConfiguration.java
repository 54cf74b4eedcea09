package dev.baton.periodic;

import dev.baton.internal.broker.TaskPublisher;
import dev.baton.internal.ledger.FinishedTasks;
import dev.baton.internal.ledger.LedgerSchema;
import dev.baton.internal.result.ResultStore;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Opens the periodic tasks to whoever looks after them. */
@Configuration(proxyBeanMethods = false)
public class PeriodicConfiguration {
    @Bean
    PeriodicLedger periodicLedger(JdbcClient jdbc, LedgerSchema schema) {
        return new PeriodicLedger(jdbc);
    }

    @Bean
    PeriodicTasks periodicTasks(
            PeriodicLedger ledger, TaskPublisher publisher, FinishedTasks finished, ResultStore results, Clock clock) {
        return new PeriodicTasks(ledger, publisher, finished, results, clock);
    }
}
