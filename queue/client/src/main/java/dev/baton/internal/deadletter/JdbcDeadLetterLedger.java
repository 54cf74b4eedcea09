package dev.baton.internal.deadletter;

import dev.baton.deadletter.DeadLetterFilter;
import dev.baton.deadletter.Death;
import dev.baton.internal.celery.CeleryMessage;
import dev.baton.internal.celery.Json;
import dev.baton.internal.ledger.OldRows;
import dev.baton.task.TaskId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code dead_letter} of the application's database. */
final class JdbcDeadLetterLedger implements DeadLetterLedger {
    private static final String MATCHES =
            " status <> 'resent' and (:queue::text is null or queue = :queue) and (:reason::text is null or reason = :reason)";

    private final JdbcClient jdbc;

    JdbcDeadLetterLedger(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    static OldRows old(JdbcClient jdbc) {
        return new OldRows(jdbc, "dead_letter", "status = 'resent' and resent_at < ?");
    }

    @Override
    public void keep(KeptLetter letter) {
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
                .param("form", clean(letter.form()))
                .update();
    }

    // The database's texts cannot hold NUL, neither as it is nor, in jsonb, escaped.
    private static @Nullable String clean(@Nullable String text) {
        return text == null ? null : text.replace("\0", "").replace("\\u0000", "");
    }

    @Override
    public List<KeptLetter> list(DeadLetterFilter filter, int limit, int offset) {
        return jdbc.sql("select * from dead_letter where" + MATCHES
                        + " order by last_at desc, id limit :limit offset :offset")
                .param("queue", filter.queue())
                .param("reason", filter.reason())
                .param("limit", limit)
                .param("offset", offset)
                .query(JdbcDeadLetterLedger::read)
                .list();
    }

    @Override
    public List<UUID> ids(DeadLetterFilter filter) {
        return jdbc.sql("select id from dead_letter where" + MATCHES + " order by last_at, id")
                .param("queue", filter.queue())
                .param("reason", filter.reason())
                .query(UUID.class)
                .list();
    }

    @Override
    public long count(DeadLetterFilter filter) {
        return jdbc.sql("select count(*) from dead_letter where" + MATCHES)
                .param("queue", filter.queue())
                .param("reason", filter.reason())
                .query(Long.class)
                .single();
    }

    @Override
    public Optional<KeptLetter> find(UUID id) {
        return jdbc.sql("select * from dead_letter where id = ?")
                .param(id)
                .query(JdbcDeadLetterLedger::read)
                .optional();
    }

    @Override
    public int purge(DeadLetterFilter filter) {
        return jdbc.sql("delete from dead_letter where" + MATCHES)
                .param("queue", filter.queue())
                .param("reason", filter.reason())
                .update();
    }

    @Override
    public boolean purge(UUID id) {
        return jdbc.sql("delete from dead_letter where id = ?").param(id).update() == 1;
    }

    @Override
    public Set<TaskId> dead(String queue, Collection<TaskId> tasks) {
        return jdbc.sql("select task_id from dead_letter where queue = ? and task_id = any (?) and status <> 'resent'")
                .params(queue, tasks.stream().map(TaskId::value).toArray(String[]::new))
                .query((row, number) -> new TaskId(row.getString(1)))
                .set();
    }

    @Override
    public boolean beginResending(UUID id) {
        return change("status = 'resending', resent_at = now()", id, "dead");
    }

    @Override
    public boolean goOnResending(UUID id) {
        return change("resent_at = now()", id, "resending");
    }

    @Override
    public void noteResent(UUID id) {
        boolean unused = change("status = 'resent', resent_at = now()", id, "resending");
    }

    private boolean change(String change, UUID id, String status) {
        return jdbc.sql("update dead_letter set " + change + " where id = ? and status = ?")
                        .params(id, status)
                        .update()
                == 1;
    }

    @Override
    public List<KeptLetter> unfinished(Duration patience, int atMost) {
        return jdbc.sql("select * from dead_letter where status = 'resending'"
                        + " and resent_at < now() - make_interval(secs => ?) limit ?")
                .params(patience.toSeconds(), atMost)
                .query(JdbcDeadLetterLedger::read)
                .list();
    }

    private static KeptLetter read(ResultSet row, int number) throws SQLException {
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
        return new KeptLetter(
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
