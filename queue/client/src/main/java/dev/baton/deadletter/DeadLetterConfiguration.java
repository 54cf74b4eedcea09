package dev.baton.deadletter;

import dev.baton.internal.broker.TaskPublisher;
import dev.baton.internal.ledger.LedgerSchema;
import dev.baton.internal.result.ResultStore;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Opens the dead letters to workers, which bring them, and to whoever looks after them. */
@Configuration(proxyBeanMethods = false)
public class DeadLetterConfiguration {
    @Bean("batonDeadLetters")
    DeadLetters deadLetters(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            TaskPublisher publisher,
            ResultStore results,
            Clock clock,
            LedgerSchema schema) {
        DeadLetterLedger ledger = new DeadLetterLedger(jdbc, new TransactionTemplate(transactions));
        return new DeadLetters(ledger, publisher, results, clock);
    }
}
