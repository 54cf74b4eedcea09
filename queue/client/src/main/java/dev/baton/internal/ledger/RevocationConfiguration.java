package dev.baton.internal.ledger;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Has tasks revoked in a ledger, wherever that is. */
@Configuration(proxyBeanMethods = false)
public class RevocationConfiguration {
    @Bean("batonRevocations")
    Revocations revocations(
            FinishedTasks finished,
            ScheduledTasks scheduled,
            RevokedStamps stamps,
            PlatformTransactionManager transactions) {
        return new Revocations(finished, scheduled, stamps, new TransactionTemplate(transactions));
    }
}
