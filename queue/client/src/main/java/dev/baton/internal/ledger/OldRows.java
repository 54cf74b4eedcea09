package dev.baton.internal.ledger;

import dev.baton.task.TaskId;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the ledger may forget: tasks and chords that ended, attempts that were sent and turns that were taken long ago. */
public final class OldRows {
    private static final Map<String, String> OLD = oldRows();

    private final JdbcClient jdbc;

    OldRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private static Map<String, String> oldRows() {
        Map<String, String> old = new LinkedHashMap<>();
        old.put("scheduled_task", "sent_at < ?");
        old.put("finished_task", "finished_at < ? and not unannounced");
        old.put("redelivery", "last_at < ?");
        old.put("chord", "ended_at < ?");
        old.put("gate_turn", "let_in_at < ?");
        return old;
    }

    /**
     * Deletes what is older than {@code before}, each {@code batch} in a transaction of its own, until nothing is left or
     * {@code enough} says so.
     *
     * @return how many rows of each table
     */
    public Map<String, Long> delete(Instant before, int batch, BooleanSupplier enough) {
        Map<String, Long> deleted = new LinkedHashMap<>();
        OLD.forEach((table, condition) -> deleted.put(table, delete(table, condition, before, batch, enough)));
        return deleted;
    }

    /** Forgets what is known of the messages of {@code ids} that were sent: none will be sent again. */
    public void forgetSent(Collection<TaskId> ids) {
        jdbc.sql("delete from scheduled_task where task_id = any (?) and sent_at is not null")
                .param(ids.stream().map(TaskId::value).toArray(String[]::new))
                .update();
    }

    private long delete(String table, String condition, Instant before, int batch, BooleanSupplier enough) {
        long all = 0;
        int last = batch;
        while (last == batch && !enough.getAsBoolean()) {
            last = jdbc.sql("delete from " + table + " where ctid = any (array(select ctid from " + table + " where "
                            + condition + " limit ?))")
                    .params(Timestamp.from(before), batch)
                    .update();
            all += last;
        }
        return all;
    }
}
