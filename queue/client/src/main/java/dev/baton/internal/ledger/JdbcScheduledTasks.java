package dev.baton.internal.ledger;

import dev.baton.internal.celery.CeleryMessage;
import dev.baton.internal.celery.Json;
import dev.baton.task.Mark;
import dev.baton.task.TaskId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The table {@code scheduled_task} of the application's database. */
final class JdbcScheduledTasks implements ScheduledTasks {
    private static final Duration UNSENT_AGAIN = Duration.ofSeconds(5);
    /** Longer than the broker's confirmations are waited for. */
    private static final Duration SENDING = Duration.ofSeconds(30);

    private static final String INSERT = """
            insert into scheduled_task (task_id, attempt, task, exchange, queue, due_at, sent_at, cancelled, headers, body,
                content_type, content_encoding, reply_to, priority, has_priority, has_turn, marks, held)
            select :id, :attempt, :task, :exchange, :queue, :due, coalesce(revoked_at, cast(:sent as timestamptz)),
                revoked_at is not null, :headers::json, :body, :type, :encoding, :reply, coalesce(cast(:priority as int), 0),
                cast(:priority as int) is not null, :turn, :marks, :held
            from %s ending where not ended_otherwise
            on conflict (task_id, attempt) do update set sent_at = excluded.sent_at, cancelled = excluded.cancelled,
                stuck_since = null, due_at = \
            """.formatted(JdbcFinishedTasks.END);

    private static final String IF_SENT =
            "excluded.due_at where scheduled_task.sent_at is not null and excluded.due_at > :now";

    private static final String HELD = "least(scheduled_task.due_at, excluded.due_at), held = true"
            + " returning case when sent_at is null then due_at end";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final StuckTasks stuck;
    private final GateTables gates;

    JdbcScheduledTasks(JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
        this.stuck = new StuckTasks(jdbc, clock);
        this.gates = new GateTables(jdbc);
    }

    static OldRows old(JdbcClient jdbc) {
        return new OldRows(jdbc, "scheduled_task", "sent_at < ?");
    }

    @Override
    public void add(ScheduledTask task) {
        insert(task, IF_SENT).update();
    }

    @Override
    public void addWithTurn(ScheduledTask task) {
        insert(task, "excluded.due_at, has_turn = true").param("turn", true).update();
    }

    @Override
    public void keepSent(ScheduledTask task) {
        insert(task, "excluded.due_at where false")
                .param("sent", Timestamp.from(clock.instant()))
                .update();
    }

    /** Keeps {@code task} until it is released, and returns since when it waits, also in an earlier delivery; nothing if it has ended. */
    Optional<Instant> hold(ScheduledTask task) {
        return insert(task, HELD)
                .param("held", true)
                .query(Timestamp.class)
                .optional()
                .map(Timestamp::toInstant);
    }

    /** Holds the attempt no longer, and returns it; it is due at once. */
    Optional<ScheduledTask> release(TaskId id, int attempt) {
        return jdbc.sql("""
                        update scheduled_task set held = false
                        where task_id = ? and attempt = ? and sent_at is null returning *""")
                .params(id.value(), attempt)
                .query(JdbcScheduledTasks::read)
                .optional();
    }

    private JdbcClient.StatementSpec insert(ScheduledTask task, String orElse) {
        CeleryMessage message = task.message();
        return jdbc.sql(INSERT + orElse)
                .param("id", task.id().value())
                .param("attempt", task.attempt())
                .param("task", task.task())
                .param("exchange", task.exchange())
                .param("queue", task.queue())
                .param("now", Timestamp.from(clock.instant()))
                .param("due", Timestamp.from(task.due()))
                .param("sent", null)
                .param("headers", Json.write(message.headers()))
                .param("body", message.body())
                .param("type", message.contentType())
                .param("encoding", message.contentEncoding())
                .param("reply", message.replyTo())
                .param("priority", message.priority())
                .param("turn", false)
                .param("marks", texts(message.marks()))
                .param("held", false);
    }

    @Override
    public boolean hadTurn(TaskId id, int attempt) {
        return jdbc.sql("select exists (select from scheduled_task where task_id = ? and attempt = ? and has_turn)")
                .params(id.value(), attempt)
                .query(Boolean.class)
                .single();
    }

    @Override
    public Optional<Instant> lastTurn(String task) {
        return jdbc.sql("select max(due_at) from scheduled_task where task = ? and sent_at is null and not held"
                        + " and has_turn")
                .param(task)
                .query(Timestamp.class)
                .optional()
                .map(Timestamp::toInstant);
    }

    @Override
    public void spaceTurns(String task, Duration interval) {
        jdbc.sql("""
                        update scheduled_task waiting
                        set due_at = cast(:now as timestamptz) + (ordered.place - 1) * :micros * interval '1 microsecond'
                        from (select task_id, attempt, row_number() over (order by due_at, position) as place
                            from scheduled_task where task = :task and sent_at is null and not held and has_turn) ordered
                        where waiting.task_id = ordered.task_id and waiting.attempt = ordered.attempt and waiting.sent_at is null""")
                .param("now", Timestamp.from(clock.instant()))
                .param("micros", interval.toNanos() / 1000)
                .param("task", task)
                .update();
    }

    @Override
    public boolean isSuperseded(TaskId id, int attempt) {
        return jdbc.sql("select exists (select from scheduled_task where task_id = ? and attempt > ?)")
                .params(id.value(), attempt)
                .query(Boolean.class)
                .single();
    }

    @Override
    public int sendDue(int atMost, Function<List<ScheduledTask>, Sending> send) {
        return Objects.requireNonNull(transaction.execute(status -> {
            // Keys alone are sorted: a hundred thousand whole messages would not fit in memory.
            List<ScheduledTask> due = jdbc.sql("""
                            with chosen as (
                                select task_id, attempt from scheduled_task
                                where sent_at is null and not held and due_at <= ?
                                order by priority desc, due_at, position limit ? for update skip locked)
                            select * from scheduled_task join chosen using (task_id, attempt)
                            order by priority desc, due_at, position""")
                    .params(Timestamp.from(clock.instant()), atMost)
                    .query(JdbcScheduledTasks::read)
                    .list();
            if (!due.isEmpty()) {
                Sending sending = send.apply(due);
                due.forEach(task -> note(task, sending));
            }
            return due.size();
        }));
    }

    /** Keeps {@code task} for the process that is about to send it; others do if it has not after a while. */
    void keepForSending(ScheduledTask task) {
        jdbc.sql("update scheduled_task set due_at = ? where task_id = ? and attempt = ?")
                .params(Timestamp.from(clock.instant().plus(SENDING)), task.id().value(), task.attempt())
                .update();
    }

    /** Removes those of {@code tasks} that nobody has sent, and returns their ids. */
    List<TaskId> removeUnsent(List<ScheduledTask> tasks) {
        List<TaskId> removed = jdbc.sql(
                        "delete from scheduled_task where sent_at is null and task_id = any (?) returning task_id")
                .param(ids(tasks.stream().map(ScheduledTask::id).toList()))
                .query((row, number) -> new TaskId(row.getString(1)))
                .list();
        gates.forget(removed);
        return removed;
    }

    private void note(ScheduledTask task, Sending sending) {
        if (sending.sent().contains(task)) {
            noteSent(task);
        } else {
            stuck.note(task, sending.stuck().get(task), unsentAgain());
        }
    }

    void noteSent(ScheduledTask task) {
        stuck.end(task);
    }

    // Apart: a message that is too large for the broker closes the channel for what is sent beside it.
    private Instant unsentAgain() {
        return clock.instant()
                .plus(UNSENT_AGAIN)
                .plusMillis(ThreadLocalRandom.current().nextLong(UNSENT_AGAIN.toMillis()));
    }

    @Override
    public Optional<Instant> nextDue() {
        return jdbc.sql("select min(due_at) from scheduled_task where sent_at is null and not held")
                .query(Timestamp.class)
                .optional()
                .map(Timestamp::toInstant);
    }

    @Override
    public List<ScheduledTask> waiting(int atMost) {
        return jdbc.sql("select * from scheduled_task where sent_at is null order by due_at, position limit ?")
                .param(atMost)
                .query(JdbcScheduledTasks::read)
                .list();
    }

    @Override
    public List<TaskId> waitingWith(Collection<Mark> marks) {
        return jdbc.sql(
                        "select distinct task_id from scheduled_task where sent_at is null and marks && cast(? as text[])")
                .param(texts(marks))
                .query((row, number) -> new TaskId(row.getString(1)))
                .list();
    }

    private static String[] texts(Collection<Mark> marks) {
        return marks.stream().map(Mark::text).toArray(String[]::new);
    }

    private static String[] ids(Collection<TaskId> ids) {
        return ids.stream().map(TaskId::value).toArray(String[]::new);
    }

    @Override
    public void cancel(Collection<TaskId> ids) {
        int cancelled = jdbc.sql(
                        "update scheduled_task set sent_at = now(), cancelled = true where sent_at is null and task_id = any (?)")
                .param(ids(ids))
                .update();
        if (cancelled > 0) {
            gates.forget(ids);
        }
    }

    @Override
    public void forget(TaskId id) {
        jdbc.sql("delete from scheduled_task where task_id = ?")
                .param(id.value())
                .update();
        gates.forget(List.of(id));
    }

    @Override
    public List<ScheduledTask> takeCancelled(int atMost) {
        return jdbc.sql("""
                        update scheduled_task set cancelled = false where (task_id, attempt) in (
                            select task_id, attempt from scheduled_task where cancelled limit ? for update skip locked)
                        returning *""").param(atMost).query(JdbcScheduledTasks::read).list();
    }

    static ScheduledTask read(ResultSet row, int number) throws SQLException {
        TaskId id = new TaskId(row.getString("task_id"));
        CeleryMessage message = new CeleryMessage(
                Json.readObject(row.getString("headers")),
                row.getBytes("body"),
                row.getString("content_type"),
                row.getString("content_encoding"),
                id.value(),
                row.getString("reply_to"),
                row.getBoolean("has_priority") ? row.getInt("priority") : null,
                null);
        return new ScheduledTask(
                id,
                row.getInt("attempt"),
                row.getString("task"),
                row.getString("exchange"),
                row.getString("queue"),
                row.getTimestamp("due_at").toInstant(),
                message);
    }
}
