package dev.baton.internal.ledger;

import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Opens the ledger in the application's database, so that it commits together with the tasks' effects. */
@Configuration(proxyBeanMethods = false)
@Import(RevocationConfiguration.class)
public class LedgerConfiguration {
    // After the application's own migrations, which refuse a database that is not empty before their first.
    @Bean("batonLedgerSchema")
    @DependsOnDatabaseInitialization
    LedgerSchema ledgerSchema(
            DataSource database,
            @Value("${spring.flyway.connect-retries}") int retries,
            @Value("${spring.flyway.connect-retries-interval}") Duration between) {
        return new LedgerSchema(database, retries, between);
    }

    @Bean("batonFinishedTasks")
    FinishedTasks finishedTasks(
            JdbcClient jdbc, PlatformTransactionManager transactions, Clock clock, LedgerSchema schema) {
        return new JdbcFinishedTasks(jdbc, new TransactionTemplate(transactions), clock);
    }

    @Bean("batonTaskGates")
    Gates gates(JdbcClient jdbc, JdbcScheduledTasks scheduled, PlatformTransactionManager transactions) {
        return new JdbcGates(jdbc, scheduled, new TransactionTemplate(transactions));
    }

    @Bean("batonRevokedStamps")
    RevokedStamps revokedStamps(JdbcClient jdbc, LedgerSchema schema) {
        return new JdbcRevokedStamps(jdbc);
    }

    @Bean("batonScheduledTasks")
    JdbcScheduledTasks scheduledTasks(
            JdbcClient jdbc, PlatformTransactionManager transactions, Clock clock, LedgerSchema schema) {
        return new JdbcScheduledTasks(jdbc, new TransactionTemplate(transactions), clock);
    }

    @Bean("batonStuckTasks")
    StuckTasks stuckTasks(JdbcClient jdbc, Clock clock, LedgerSchema schema) {
        return new StuckTasks(jdbc, clock);
    }

    @Bean("batonRedeliveries")
    Redeliveries redeliveries(JdbcClient jdbc, LedgerSchema schema) {
        return new JdbcRedeliveries(jdbc);
    }

    @Bean("batonSentAttempts")
    SentAttempts sentAttempts(JdbcClient jdbc, Clock clock, LedgerSchema schema) {
        return new SentAttempts(jdbc, clock);
    }

    @Bean("batonOldFinishedTasks")
    OldRows oldFinishedTasks(JdbcClient jdbc) {
        return JdbcFinishedTasks.old(jdbc);
    }

    @Bean("batonOldScheduledTasks")
    OldRows oldScheduledTasks(JdbcClient jdbc) {
        return JdbcScheduledTasks.old(jdbc);
    }

    @Bean("batonOldRedeliveries")
    OldRows oldRedeliveries(JdbcClient jdbc) {
        return JdbcRedeliveries.old(jdbc);
    }

    @Bean("batonOldGateTurns")
    OldRows oldGateTurns(JdbcClient jdbc) {
        return GateTables.oldTurns(jdbc);
    }
}
