package dev.baton.internal.deadletter;

import dev.baton.internal.broker.TaskPublisher;
import dev.baton.internal.ledger.FinishedTasks;
import dev.baton.internal.ledger.LedgerSchema;
import dev.baton.internal.ledger.OldRows;
import dev.baton.internal.ledger.ScheduledTasks;
import dev.baton.internal.result.ResultStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Opens the dead letters to workers, which bring them, and to whoever looks after them. */
@Configuration(proxyBeanMethods = false)
public class DeadLetterConfiguration {
    @Bean("batonDeadLetterLedger")
    DeadLetterLedger deadLetterLedger(JdbcClient jdbc, LedgerSchema schema) {
        return new JdbcDeadLetterLedger(jdbc);
    }

    @Bean("batonDeadLetters")
    Resends deadLetters(
            DeadLetterLedger ledger,
            FinishedTasks finished,
            ScheduledTasks scheduled,
            PlatformTransactionManager transactions,
            TaskPublisher publisher,
            ResultStore results) {
        return new Resends(ledger, finished, scheduled, new TransactionTemplate(transactions), publisher, results);
    }

    @Bean("batonOldDeadLetters")
    OldRows oldDeadLetters(JdbcClient jdbc) {
        return JdbcDeadLetterLedger.old(jdbc);
    }
}
