package dev.baton.internal.periodic;

import dev.baton.internal.broker.TaskPublisher;
import dev.baton.internal.ledger.FinishedTasks;
import dev.baton.internal.ledger.LedgerSchema;
import dev.baton.internal.result.ResultStore;
import dev.baton.periodic.PeriodicTasks;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Opens the periodic tasks to workers, which send them, and to whoever looks after them. */
@Configuration(proxyBeanMethods = false)
public class PeriodicConfiguration {
    @Bean("batonPeriodicLedger")
    PeriodicLedger periodicLedger(JdbcClient jdbc, LedgerSchema schema) {
        return new PeriodicLedger(jdbc);
    }

    @Bean("batonLastOutcomes")
    LastOutcomes lastOutcomes(PeriodicLedger ledger, FinishedTasks finished, ResultStore results, Clock clock) {
        return new LastOutcomes(ledger, finished, results, clock);
    }

    @Bean("batonPeriodicTasks")
    PeriodicTasks periodicTasks(PeriodicLedger ledger, LastOutcomes outcomes, TaskPublisher publisher, Clock clock) {
        return new LedgerPeriodicTasks(ledger, outcomes, publisher, clock);
    }

    @Bean("batonTicks")
    Ticks ticks(PeriodicLedger ledger, LastOutcomes outcomes, TaskPublisher publisher, Clock clock) {
        return new Ticks(ledger, outcomes, publisher, clock);
    }
}
