package dev.baton.internal.ledger;

import com.zaxxer.hikari.HikariDataSource;
import dev.baton.testing.FreshServices;
import java.time.Clock;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A ledger in a database of its own. */
public final class RealLedger implements AutoCloseable {
    private static final String USER = "baton";

    private final FreshServices services = new FreshServices();
    private final HikariDataSource database = new HikariDataSource();

    public RealLedger() {
        database.setJdbcUrl(services.properties().get("spring.datasource.url"));
        database.setUsername(USER);
        database.setPassword(USER);
        LedgerSchema unused = new LedgerSchema(database, 0, Duration.ZERO);
    }

    /** Returns the ledger, in which nothing is any more. */
    LedgerContract.Ledger empty(Clock time) {
        JdbcClient jdbc = empty("finished_task", "scheduled_task", "gate_place", "gate_waiter", "gate_turn");
        TransactionTemplate transaction = transaction();
        JdbcScheduledTasks scheduled = new JdbcScheduledTasks(jdbc, transaction, time);
        return new LedgerContract.Ledger(
                new JdbcFinishedTasks(jdbc, transaction, time),
                scheduled,
                new JdbcGates(jdbc, scheduled, transaction),
                transaction);
    }

    /** Returns the database, in whose {@code tables} nothing is any more. */
    public JdbcClient empty(String... tables) {
        JdbcClient jdbc = jdbc();
        jdbc.sql("truncate " + String.join(", ", tables)).update();
        return jdbc;
    }

    JdbcClient jdbc() {
        return JdbcClient.create(database);
    }

    public TransactionTemplate transaction() {
        return new TransactionTemplate(new DataSourceTransactionManager(database));
    }

    @Override
    public void close() {
        database.close();
        services.close();
    }
}
