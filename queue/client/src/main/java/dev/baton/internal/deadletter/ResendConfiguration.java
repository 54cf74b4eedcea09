package dev.baton.internal.deadletter;

import dev.baton.internal.broker.TaskPublisher;
import dev.baton.internal.ledger.FinishedTasks;
import dev.baton.internal.ledger.ScheduledTasks;
import dev.baton.internal.result.ResultStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Has dead letters looked after, wherever they are kept. */
@Configuration(proxyBeanMethods = false)
public class ResendConfiguration {
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
}
