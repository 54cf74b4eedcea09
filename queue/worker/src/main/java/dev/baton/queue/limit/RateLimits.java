package dev.baton.queue.limit;

import dev.baton.ledger.LedgerSchema;
import dev.baton.ledger.ScheduledTasks;
import dev.baton.queue.TaskHandler;
import dev.baton.task.RateLimit;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * How fast tasks of each type may begin: as their handlers say, or as an operator has changed it since, for all workers and
 * for good. Safe for use by many threads.
 */
@Component
public final class RateLimits {
    private static final Logger log = LoggerFactory.getLogger(RateLimits.class);

    private final ScheduledTasks scheduled;
    private final Turns turns;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private volatile Map<String, Changed> changed = Map.of();

    RateLimits(
            ScheduledTasks scheduled,
            Turns turns,
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            LedgerSchema schema) {
        this.scheduled = scheduled;
        this.turns = turns;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Changes the limit of {@code task} to {@code rate}, in Celery's notation; what waits for its turn is given a new one. Any
     * number of workers may be told the same.
     *
     * @throws IllegalArgumentException where {@code rate} is no rate limit
     */
    public void change(String task, String rate) {
        RateLimit limit = RateLimit.of(rate);
        transaction.executeWithoutResult(status -> {
            int rows = jdbc.sql("""
                            insert into rate_limit (task, rate) values (?, ?)
                            on conflict (task) do update set rate = excluded.rate, version = rate_limit.version + 1
                            where rate_limit.rate <> excluded.rate""").params(task, rate.strip()).update();
            if (rows == 1) {
                scheduled.spaceTurns(task, limit.interval());
                log.info("Tasks {} are limited to {} now", task, rate.strip());
            }
        });
        refresh();
    }

    /** Learns what was changed where this worker was not told. */
    @Scheduled(fixedDelayString = "${baton.worker.rate-limits-interval:5s}")
    void refreshNowAndThen() {
        try {
            refresh();
        } catch (DataAccessException | TransactionException e) {
            log.debug("The rate limits cannot be looked at", e);
        }
    }

    // INVARIANT: what was read last is what holds.
    private synchronized void refresh() {
        changed = jdbc
                .sql("select task, rate, version from rate_limit")
                .query((row, number) -> Map.entry(
                        row.getString("task"),
                        new Changed(RateLimit.of(row.getString("rate")), row.getLong("version"))))
                .list()
                .stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Returns the limit on the tasks of {@code handler} that holds now. */
    public RateLimit of(TaskHandler<?, ?> handler) {
        return current(handler).limit();
    }

    private Changed current(TaskHandler<?, ?> handler) {
        return changed.getOrDefault(handler.type().name(), new Changed(handler.rate(), 0));
    }

    /** Reserves a turn for a task of {@code handler} and returns when that is, or nothing where it is now. */
    Optional<Instant> reserve(TaskHandler<?, ?> handler) {
        Changed current = current(handler);
        String task = handler.type().name();
        // Each change begins a sequence of its own: turns of the old one were given out at another rate.
        return turns.reserve(
                task + "-" + current.version(), current.limit().interval(), () -> scheduled.lastTurn(task));
    }

    private record Changed(RateLimit limit, long version) {}
}
