package dev.baton.internal.queue.limit;

import dev.baton.handler.RateLimits;
import dev.baton.handler.TaskHandler;
import dev.baton.internal.ledger.ScheduledTasks;
import dev.baton.task.RateLimit;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * How fast tasks of each type may begin: as their handlers say, or as an operator has changed it since, for all workers and
 * for good. Safe for use by many threads.
 */
final class Rates implements RateLimits {
    private static final Logger log = LoggerFactory.getLogger(Rates.class);

    private final ScheduledTasks scheduled;
    private final Turns turns;
    private final ChangedRates table;
    private final TransactionTemplate transaction;
    private volatile Map<String, ChangedRates.Changed> changed = Map.of();

    Rates(ScheduledTasks scheduled, Turns turns, ChangedRates table, TransactionTemplate transaction) {
        this.scheduled = scheduled;
        this.turns = turns;
        this.table = table;
        this.transaction = transaction;
    }

    @Override
    public void change(String task, String rate) {
        RateLimit limit = RateLimit.of(rate);
        transaction.executeWithoutResult(status -> {
            if (table.change(task, rate.strip())) {
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
        changed = table.all();
    }

    /** Returns the limit on the tasks of {@code handler} that holds now. */
    RateLimit of(TaskHandler<?, ?> handler) {
        return current(handler).limit();
    }

    private ChangedRates.Changed current(TaskHandler<?, ?> handler) {
        return changed.getOrDefault(handler.type().name(), new ChangedRates.Changed(handler.rate(), 0));
    }

    /** Reserves a turn for a task of {@code handler} and returns when that is, or nothing where it is now. */
    Optional<Instant> reserve(TaskHandler<?, ?> handler) {
        ChangedRates.Changed current = current(handler);
        String task = handler.type().name();
        // Each change begins a sequence of its own: turns of the old one were given out at another rate.
        return turns.reserve(
                task + "-" + current.version(), current.limit().interval(), () -> scheduled.lastTurn(task));
    }
}
