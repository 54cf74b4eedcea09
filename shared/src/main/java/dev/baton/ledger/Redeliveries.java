package dev.baton.ledger;

import dev.baton.task.TaskId;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How often tasks were delivered again from queues that do not count that themselves, as classic queues do not: else one that ends its
 * worker would end all of them. Safe for use by many threads and processes.
 */
public final class Redeliveries {
    private final JdbcClient jdbc;

    Redeliveries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Counts another of an attempt, and returns how many there were. */
    public int count(TaskId id, int attempt) {
        return jdbc.sql("""
                        insert into redelivery as known (task_id, attempt, count) values (?, ?, 1)
                        on conflict (task_id, attempt) do update set count = known.count + 1, last_at = now()
                        returning count""").params(id.value(), attempt).query(Integer.class).single();
    }

    /** Forgets those of a task that was given up: it may be sent again. */
    public void forget(TaskId id) {
        jdbc.sql("delete from redelivery where task_id = ?").param(id.value()).update();
    }
}
