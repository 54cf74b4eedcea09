package dev.baton.deadletter;

import dev.baton.internal.celery.CeleryMessage;
import dev.baton.internal.celery.Json;
import dev.baton.task.TaskId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Dead letters in the database. Safe for use by many threads and processes. */
final class DeadLetterLedger {
    private static final String MATCHES =
            " status <> 'resent' and (:queue::text is null or queue = :queue) and (:reason::text is null or reason = :reason)";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    DeadLetterLedger(JdbcClient jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /** Keeps {@code letter}; one that is known gets another line in its history. */
    void keep(DeadLetter letter) {
        CeleryMessage message = letter.message();
        jdbc.sql("""
                        insert into dead_letter as known (id, queue, task_id, task, status, reason, detail, first_at, last_at,
                            history, headers, body, content_type, content_encoding, correlation_id, reply_to, priority, has_priority, variant)
                        values (:id, :queue, :task, :name, 'dead', :reason, :detail, :at, :at, :history::json, :headers::json,
                            :body, :type, :encoding, :correlation, :reply, :priority, :prioritised,
                            coalesce(encode(sha256(convert_to(:form, 'UTF8') || :body), 'hex'), ''))
                        on conflict (queue, task_id, variant) do update set status = 'dead', reason = :reason, detail = :detail,
                            last_at = :at, headers = :headers::json, body = :body,
                            history = (known.history::jsonb || :history::jsonb)::json
                        where known.last_at < :at or known.status <> 'dead'""")
                .param("id", letter.id())
                .param("queue", letter.queue())
                .param("task", letter.task() == null ? null : letter.task().value())
                .param("name", clean(letter.name()))
                .param("reason", clean(letter.last().reason()))
                .param("detail", clean(letter.last().detail()))
                .param("at", Timestamp.from(letter.last().at()))
                .param("history", clean(Json.write(letter.history())))
                .param("headers", Json.write(message.headers()))
                .param("body", message.body())
                .param("type", clean(message.contentType()))
                .param("encoding", clean(message.contentEncoding()))
                .param("correlation", clean(message.correlationId()))
                .param("reply", clean(message.replyTo()))
                .param("priority", message.priority() == null ? 0 : message.priority())
                .param("prioritised", message.priority() != null)
                .param("form", clean(formOf(letter)))
                .update();
    }

    /** Returns what beside its body tells a malformed message from others with its id; null for a task, which the id is enough for. */
    private static @Nullable String formOf(DeadLetter letter) {
        if (!letter.last().reason().equals(Death.MALFORMED)) {
            return null;
        }
        CeleryMessage message = letter.messageAsNew();
        return Json.write(
                Arrays.asList(new TreeMap<>(message.headers()), message.contentType(), message.contentEncoding()));
    }

    // The database's texts cannot hold NUL, neither as it is nor, in jsonb, escaped.
    private static @Nullable String clean(@Nullable String text) {
        return text == null ? null : text.replace("\0", "").replace("\\u0000", "");
    }

    List<DeadLetter> list(DeadLetterFilter filter, int limit, int offset) {
        return jdbc.sql("select * from dead_letter where" + MATCHES
                        + " order by last_at desc, id limit :limit offset :offset")
                .param("queue", filter.queue())
                .param("reason", filter.reason())
                .param("limit", limit)
                .param("offset", offset)
                .query(DeadLetterLedger::read)
                .list();
    }

    List<UUID> ids(DeadLetterFilter filter) {
        return jdbc.sql("select id from dead_letter where" + MATCHES + " order by last_at, id")
                .param("queue", filter.queue())
                .param("reason", filter.reason())
                .query(UUID.class)
                .list();
    }

    long count(DeadLetterFilter filter) {
        return jdbc.sql("select count(*) from dead_letter where" + MATCHES)
                .param("queue", filter.queue())
                .param("reason", filter.reason())
                .query(Long.class)
                .single();
    }

    Optional<DeadLetter> find(UUID id) {
        return jdbc.sql("select * from dead_letter where id = ?")
                .param(id)
                .query(DeadLetterLedger::read)
                .optional();
    }

    int purge(DeadLetterFilter filter) {
        return jdbc.sql("delete from dead_letter where" + MATCHES)
                .param("queue", filter.queue())
                .param("reason", filter.reason())
                .update();
    }

    boolean purge(UUID id) {
        return jdbc.sql("delete from dead_letter where id = ?").param(id).update() == 1;
    }

    /**
     * Notes that the letter is to be sent again, and that its task has not ended: it may run from the start. INVARIANT: that is forgotten
     * once for each death. Whoever goes on with what another began may find that the task has run meanwhile.
     *
     * @return whether it is to be sent
     */
    boolean beginResending(DeadLetter letter) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            int begun = jdbc.sql("update dead_letter set status = 'resending', resent_at = now()"
                            + " where id = ? and status = 'dead'")
                    .param(letter.id())
                    .update();
            TaskId task = letter.task();
            if (begun == 1 && task != null) {
                // Another message with its id, which was not malformed, may have succeeded.
                jdbc.sql("delete from finished_task where task_id = ? and state = 'FAILURE'")
                        .param(task.value())
                        .update();
                jdbc.sql("delete from scheduled_task where task_id = ?")
                        .param(task.value())
                        .update();
            }
            return begun == 1 || goOnResending(letter.id());
        }));
    }

    private boolean goOnResending(UUID id) {
        return jdbc.sql("update dead_letter set resent_at = now() where id = ? and status = 'resending'")
                        .param(id)
                        .update()
                == 1;
    }

    /** Tells whether the task has ended since it was to run again. */
    boolean hasEnded(TaskId task) {
        return jdbc.sql("select exists (select from finished_task where task_id = ?)")
                .param(task.value())
                .query(Boolean.class)
                .single();
    }

    /** Notes that the broker has it; unless it died again in the meantime. */
    void noteResent(UUID id) {
        jdbc.sql("update dead_letter set status = 'resent', resent_at = now() where id = ? and status = 'resending'")
                .param(id)
                .update();
    }

    /** Returns letters whose resending began {@code before} and never ended: its process died. */
    List<DeadLetter> unfinished(Instant before, int atMost) {
        return jdbc.sql("select * from dead_letter where status = 'resending' and resent_at < ? limit ?")
                .params(Timestamp.from(before), atMost)
                .query(DeadLetterLedger::read)
                .list();
    }

    /** Deletes letters that were sent again, and did not come back, for {@code age}. */
    int forgetResent(Instant now, Duration age) {
        return jdbc.sql("delete from dead_letter where status = 'resent' and resent_at < ?")
                .param(Timestamp.from(now.minus(age)))
                .update();
    }

    private static DeadLetter read(ResultSet row, int number) throws SQLException {
        String task = row.getString("task_id");
        Timestamp resent = row.getTimestamp("resent_at");
        List<Death> history = Arrays.asList(Json.read(row.getString("history"), Death[].class));
        CeleryMessage message = new CeleryMessage(
                Json.readObject(row.getString("headers")),
                row.getBytes("body"),
                row.getString("content_type"),
                row.getString("content_encoding"),
                row.getString("correlation_id"),
                row.getString("reply_to"),
                row.getBoolean("has_priority") ? row.getInt("priority") : null,
                null);
        return new DeadLetter(
                row.getObject("id", UUID.class),
                row.getString("queue"),
                task == null ? null : new TaskId(task),
                row.getString("task"),
                new Death(row.getTimestamp("last_at").toInstant(), row.getString("reason"), row.getString("detail")),
                history,
                resent == null ? null : resent.toInstant(),
                message);
    }
}
