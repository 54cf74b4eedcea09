package dev.baton.internal.ledger;

import java.time.Duration;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** The queue's tables, migrated apart from those of the application whose database they are in. */
public final class LedgerSchema {
    /** A database that does not answer is asked again so many times, with this long between them at most. */
    LedgerSchema(DataSource database, int retries, Duration between) {
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/queue")
                .table("baton_queue_history")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .connectRetries(retries)
                .connectRetriesInterval(Math.toIntExact(between.toSeconds()))
                .load()
                .migrate();
    }
}
