package dev.baton.internal.ledger;

import dev.baton.task.TaskId;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code redelivery} of the application's database. */
final class JdbcRedeliveries implements Redeliveries {
    private final JdbcClient jdbc;

    JdbcRedeliveries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    static OldRows old(JdbcClient jdbc) {
        return new OldRows(jdbc, "redelivery", "last_at < ?");
    }

    @Override
    public int count(TaskId id, int attempt) {
        return jdbc.sql("""
                        insert into redelivery as known (task_id, attempt, count) values (?, ?, 1)
                        on conflict (task_id, attempt) do update set count = known.count + 1, last_at = now()
                        returning greatest(count - handed_back, 0)""").params(id.value(), attempt).query(Integer.class).single();
    }

    @Override
    public void noteHandedBack(TaskId id, int attempt) {
        jdbc.sql("""
                        insert into redelivery as known (task_id, attempt, count, handed_back) values (?, ?, 0, 1)
                        on conflict (task_id, attempt) do update set handed_back = known.handed_back + 1, last_at = now()""").params(id.value(), attempt).update();
    }

    @Override
    public boolean wereRatherHandedBack(TaskId id, int attempt, int limit) {
        return jdbc.sql("""
                        select exists (select from redelivery where task_id = ? and attempt = ?
                            and handed_back > 0 and count - handed_back < ?)""")
                .params(id.value(), attempt, limit)
                .query(Boolean.class)
                .single();
    }

    @Override
    public void forget(TaskId id) {
        jdbc.sql("delete from redelivery where task_id = ?").param(id.value()).update();
    }
}
