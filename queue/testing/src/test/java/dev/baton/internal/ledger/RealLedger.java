package dev.baton.internal.ledger;

import com.zaxxer.hikari.HikariDataSource;
import dev.baton.testing.FreshServices;
import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A ledger in a database of its own. */
final class RealLedger implements AutoCloseable {
    private static final String USER = "baton";

    private final FreshServices services = new FreshServices();
    private final HikariDataSource database = new HikariDataSource();

    RealLedger() {
        database.setJdbcUrl(services.properties().get("spring.datasource.url"));
        database.setUsername(USER);
        database.setPassword(USER);
        LedgerSchema unused = new LedgerSchema(database);
    }

    /** Returns the ledger, in which nothing is any more. */
    LedgerContract.Ledger empty(Clock time) {
        JdbcClient jdbc = JdbcClient.create(database);
        jdbc.sql("truncate finished_task, scheduled_task").update();
        TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(database));
        return new LedgerContract.Ledger(
                new JdbcFinishedTasks(jdbc, transaction, time),
                new JdbcScheduledTasks(jdbc, transaction, time),
                transaction);
    }

    @Override
    public void close() {
        database.close();
        services.close();
    }
}
