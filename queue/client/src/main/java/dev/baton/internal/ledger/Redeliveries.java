package dev.baton.internal.ledger;

import dev.baton.task.TaskId;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Counts the failed deliveries of each attempt: those after which it was delivered again, and that no worker had returned. Brokers do
 * not count these. Classic queues count nothing, some quorum queues count what was returned, and a header may be its sender's. Safe for
 * use by many threads and processes.
 */
public final class Redeliveries {
    private final JdbcClient jdbc;

    Redeliveries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Counts that an attempt was delivered again, and returns how many deliveries of it have failed. */
    public int count(TaskId id, int attempt) {
        return jdbc.sql("""
                        insert into redelivery as known (task_id, attempt, count) values (?, ?, 1)
                        on conflict (task_id, attempt) do update set count = known.count + 1, last_at = now()
                        returning greatest(count - handed_back, 0)""").params(id.value(), attempt).query(Integer.class).single();
    }

    /** Notes that a delivery of an attempt is about to be handed back: that it is delivered again is no failure. */
    public void noteHandedBack(TaskId id, int attempt) {
        jdbc.sql("""
                        insert into redelivery as known (task_id, attempt, count, handed_back) values (?, ?, 0, 1)
                        on conflict (task_id, attempt) do update set handed_back = known.handed_back + 1, last_at = now()""").params(id.value(), attempt).update();
    }

    /** Tells whether deliveries of an attempt were handed back and fewer than {@code limit} have failed. */
    public boolean wereRatherHandedBack(TaskId id, int attempt, int limit) {
        return jdbc.sql("""
                        select exists (select from redelivery where task_id = ? and attempt = ?
                            and handed_back > 0 and count - handed_back < ?)""")
                .params(id.value(), attempt, limit)
                .query(Boolean.class)
                .single();
    }

    /** Forgets those of a task that was given up: it may be sent again. */
    public void forget(TaskId id) {
        jdbc.sql("delete from redelivery where task_id = ?").param(id.value()).update();
    }
}
