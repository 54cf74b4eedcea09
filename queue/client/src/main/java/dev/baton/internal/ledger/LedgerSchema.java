package dev.baton.internal.ledger;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** The queue's tables, migrated apart from those of the application whose database they are in. */
public final class LedgerSchema {
    private static final int CONNECT_RETRIES = 30;
    private static final int SECONDS_BETWEEN = 2;

    LedgerSchema(DataSource database) {
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/queue")
                .table("baton_queue_history")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .connectRetries(CONNECT_RETRIES)
                .connectRetriesInterval(SECONDS_BETWEEN)
                .load()
                .migrate();
    }
}
