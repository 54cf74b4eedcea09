package dev.baton.internal.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Due tasks that the broker refuses, for example because their queue does not exist. Safe for use by many threads and processes. */
public final class StuckTasks {
    private final JdbcClient jdbc;
    private final Clock clock;

    StuckTasks(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * A task that was due and not taken.
     *
     * @param since when it was first tried, of the times since then that all ended so
     * @param why what the broker said the last time
     */
    public record Stuck(ScheduledTask task, Instant since, String why) {}

    /** Returns tasks that were tried again for at least {@code limit}, and in vain each time. */
    public List<Stuck> overdue(Duration limit, int atMost) {
        return jdbc.sql("""
                        select * from scheduled_task
                        where stuck_since is not null and sent_at is null and stuck_at - stuck_since >= make_interval(secs => ?)
                        order by stuck_since limit ?""")
                .params(limit.toMillis() / 1000.0, atMost)
                .query(StuckTasks::read)
                .list();
    }

    private static Stuck read(ResultSet row, int number) throws SQLException {
        return new Stuck(
                JdbcScheduledTasks.read(row, number),
                row.getTimestamp("stuck_since").toInstant(),
                row.getString("stuck_why"));
    }

    /** Has {@code task} tried again at {@code due}; {@code why} the broker will not take it is known, or it could not be asked. */
    void note(ScheduledTask task, @Nullable String why, Instant due) {
        jdbc.sql("""
                        update scheduled_task set due_at = :due, stuck_at = :now, stuck_why = cast(:why as text),
                            stuck_since = case when cast(:why as text) is not null then coalesce(stuck_since, :now) end
                        where task_id = :id and attempt = :attempt""")
                .param("due", Timestamp.from(due))
                .param("now", Timestamp.from(clock.instant()))
                .param("why", why)
                .param("id", task.id().value())
                .param("attempt", task.attempt())
                .update();
    }

    /** Sends {@code task} no more: it was sent, or has ended. */
    public void end(ScheduledTask task) {
        jdbc.sql("update scheduled_task set sent_at = ? where task_id = ? and attempt = ? and sent_at is null")
                .params(Timestamp.from(clock.instant()), task.id().value(), task.attempt())
                .update();
    }
}
