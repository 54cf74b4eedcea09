package dev.baton.internal.deadletter;

import dev.baton.internal.ledger.LedgerSchema;
import dev.baton.internal.ledger.OldRows;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Opens the dead letters to workers, which bring them, and to whoever looks after them. */
@Configuration(proxyBeanMethods = false)
@Import(ResendConfiguration.class)
public class DeadLetterConfiguration {
    @Bean("batonDeadLetterLedger")
    DeadLetterLedger deadLetterLedger(JdbcClient jdbc, LedgerSchema schema) {
        return new JdbcDeadLetterLedger(jdbc);
    }

    @Bean("batonOldDeadLetters")
    OldRows oldDeadLetters(JdbcClient jdbc) {
        return JdbcDeadLetterLedger.old(jdbc);
    }
}
