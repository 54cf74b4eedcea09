package dev.baton.internal.flow;

import dev.baton.internal.ledger.LedgerSchema;
import dev.baton.internal.ledger.OldRows;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Opens the chords beside the ledger. */
@Configuration(proxyBeanMethods = false)
public class ChordConfiguration {
    @Bean("batonTaskChords")
    Chords chords(JdbcClient jdbc, PlatformTransactionManager transactions, LedgerSchema schema) {
        return new JdbcChords(jdbc, new TransactionTemplate(transactions));
    }

    @Bean("batonOldChords")
    OldRows oldChords(JdbcClient jdbc) {
        return JdbcChords.old(jdbc);
    }
}
