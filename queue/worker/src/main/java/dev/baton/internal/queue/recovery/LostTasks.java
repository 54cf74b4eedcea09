package dev.baton.internal.queue.recovery;

import dev.baton.internal.queue.housekeeping.CleaningSettings;
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

/** The tasks of the schedule that were sent to their queue and have not ended, as far as the database knows. */
final class LostTasks {
    private static final String UNENDED = """
            select task_id, attempt, task, sent_at, recovered,
                case when missing_since > sent_at then missing_since end as missing_since,
                headers ->> 'ignore_result' = 'true' as ignores_result, headers #>> '{timelimit,0}' as hard_limit
            from scheduled_task sent
            where queue = :queue and exchange = '' and sent_at < :before and not cancelled
                and (sent_at, task_id) > (cast(:last as timestamptz), :id)
                and not exists (select from finished_task where task_id = sent.task_id)
                and not exists (select from dead_letter
                    where queue = sent.queue and task_id = sent.task_id and status in ('dead', 'resending'))
                and not exists (select from scheduled_task later
                    where later.task_id = sent.task_id and later.attempt > sent.attempt)
            order by sent_at, task_id limit :most""";

    /** Before it is forgotten that a task has ended, for then it would seem lost. */
    private static final Duration MARGIN = Duration.ofDays(1);

    private final JdbcClient jdbc;
    private final CleaningSettings cleaning;
    private final Clock clock;

    LostTasks(JdbcClient jdbc, CleaningSettings cleaning, Clock clock) {
        this.jdbc = jdbc;
        this.cleaning = cleaning;
        this.clock = clock;
    }

    /** Forgets that tasks which have ended were sent to {@code queue} before then: their end says more. Returns how many, up to a number. */
    int forgetEnded(String queue, Instant before, int atMost) {
        return jdbc.sql("""
                        delete from scheduled_task where (task_id, attempt) in (
                            select task_id, attempt from scheduled_task sent
                            where queue = ? and exchange = '' and sent_at < ? and not cancelled
                                and exists (select from finished_task where task_id = sent.task_id)
                            limit ?)""").params(queue, Timestamp.from(before), atMost).update();
    }

    /** Forgets {@code ended}, which the result store knows to have ended. */
    void forget(Collection<Sent> ended) {
        ended.forEach(one -> jdbc.sql("delete from scheduled_task where task_id = ? and sent_at is not null")
                .param(one.id().value())
                .update());
    }

    /**
     * Returns tasks that were sent to {@code queue} before then, and neither ended nor died nor wait for another attempt: the first ones
     * after {@code last}, in the order in which they were sent.
     */
    List<Sent> unended(String queue, Instant before, @Nullable Sent last, int atMost) {
        Instant oldest = clock.instant().minus(cleaning.after()).plus(MARGIN);
        return jdbc.sql(UNENDED)
                .param("queue", queue)
                .param("before", Timestamp.from(before))
                .param("last", Timestamp.from(last == null ? oldest : last.sentAt()))
                .param("id", last == null ? "" : last.id().value())
                .param("most", atMost)
                .query(LostTasks::read)
                .list();
    }

    /** Notes that {@code task} is missing, or has it sent once more where it has been for so long. Returns whether it will be sent. */
    boolean noteMissing(Sent task, Duration longest) {
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
                                + " where task_id = :id and attempt = :attempt and sent_at = :sent"
                                + " and not exists (select from finished_task where task_id = :id)")
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

    /**
     * A task that was sent.
     *
     * @param missingSince when it was first seen to be missing since then
     * @param recovered how often it was sent again
     * @param hardLimit how long it may run, where its message says
     */
    record Sent(
            TaskId id,
            int attempt,
            String task,
            Instant sentAt,
            @Nullable Instant missingSince,
            int recovered,
            boolean ignoresResult,
            @Nullable Duration hardLimit) {}
}
