package dev.baton.internal.ledger;

import dev.baton.task.TaskId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Scheduled tasks that were sent to their queue: a row stays after its message was sent. Safe for use by many threads and processes.
 */
public final class SentAttempts {
    private static final String UNENDED = """
            select task_id, attempt, task, sent_at, recovered,
                case when missing_since > sent_at then missing_since end as missing_since,
                headers ->> 'ignore_result' = 'true' as ignores_result, headers #>> '{timelimit,0}' as hard_limit
            from scheduled_task sent
            where queue = :queue and exchange = '' and sent_at < :before and not cancelled
                and (sent_at, task_id) > (cast(:after as timestamptz), :id)
                and not exists (select from scheduled_task later
                    where later.task_id = sent.task_id and later.attempt > sent.attempt)
                and not %s
            order by sent_at, task_id limit :most""".formatted(JdbcFinishedTasks.hasEnded("sent.task_id"));

    private static final String FORGET_ENDED = """
            delete from scheduled_task where (task_id, attempt) in (
                select task_id, attempt from scheduled_task sent
                where queue = ? and exchange = '' and sent_at < ? and not cancelled and %s
                limit ?)""".formatted(JdbcFinishedTasks.hasEnded("sent.task_id"));

    private final JdbcClient jdbc;
    private final Clock clock;

    SentAttempts(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * A task that was sent.
     *
     * @param missingSince when it was first seen to be missing since then
     * @param recovered how often it was sent again
     * @param hardLimit how long it may run, where its message says
     */
    public record Sent(
            TaskId id,
            int attempt,
            String task,
            Instant sentAt,
            @Nullable Instant missingSince,
            int recovered,
            boolean ignoresResult,
            @Nullable Duration hardLimit) {}

    /** Which tasks are looked at next, in the order in which they were sent: those sent after {@code sentAt}, or then with a later id. */
    public record Cursor(Instant sentAt, String id) {
        public static Cursor after(Instant moment) {
            return new Cursor(moment, "");
        }

        public static Cursor after(Sent task) {
            return new Cursor(task.sentAt(), task.id().value());
        }
    }

    /** Forgets that tasks which have ended were sent to {@code queue} before then: their end says more. Returns how many. */
    public int forgetEnded(String queue, Instant before, int atMost) {
        return jdbc.sql(FORGET_ENDED)
                .params(queue, Timestamp.from(before), atMost)
                .update();
    }

    /** Forgets what is known of the messages of {@code ids} that were sent: none will be sent again. */
    public void forget(Collection<TaskId> ids) {
        jdbc.sql("delete from scheduled_task where task_id = any (?) and sent_at is not null")
                .param(ids.stream().map(TaskId::value).toArray(String[]::new))
                .update();
    }

    /** Returns tasks that were sent to {@code queue} before then, have not ended, and wait for no other attempt; in the cursor's order. */
    public List<Sent> unended(String queue, Instant before, Cursor from, int atMost) {
        return jdbc.sql(UNENDED)
                .param("queue", queue)
                .param("before", Timestamp.from(before))
                .param("after", Timestamp.from(from.sentAt()))
                .param("id", from.id())
                .param("most", atMost)
                .query(SentAttempts::read)
                .list();
    }

    /** Notes that {@code task} is missing, or has it sent once more where it has been for so long. Returns whether it will be sent. */
    public boolean noteMissing(Sent task, Duration longest) {
        Instant now = clock.instant();
        if (task.missingSince() == null) {
            change(task, "missing_since = :now", now);
            return false;
        }
        return !now.isBefore(task.missingSince().plus(longest))
                && change(task, "sent_at = null, due_at = :now, missing_since = null, recovered = recovered + 1", now);
    }

    private boolean change(Sent task, String change, Instant now) {
        return jdbc.sql("update scheduled_task set " + change
                                + " where task_id = :id and attempt = :attempt and sent_at = :sent and not "
                                + JdbcFinishedTasks.hasEnded(":id"))
                        .param("now", Timestamp.from(now))
                        .param("sent", Timestamp.from(task.sentAt()))
                        .param("id", task.id().value())
                        .param("attempt", task.attempt())
                        .update()
                == 1;
    }

    private static Sent read(ResultSet row, int number) throws SQLException {
        Timestamp missing = row.getTimestamp("missing_since");
        String hard = row.getString("hard_limit");
        return new Sent(
                new TaskId(row.getString("task_id")),
                row.getInt("attempt"),
                row.getString("task"),
                row.getTimestamp("sent_at").toInstant(),
                missing == null ? null : missing.toInstant(),
                row.getInt("recovered"),
                row.getBoolean("ignores_result"),
                hard == null ? null : Duration.ofMillis((long) (Double.parseDouble(hard) * 1000)));
    }
}
