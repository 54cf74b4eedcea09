package dev.baton.internal.chord;

import dev.baton.internal.celery.Json;
import dev.baton.internal.celery.TaskJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The tables {@code chord} and {@code chord_part} of the application's database. */
final class JdbcChords implements Chords {
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    JdbcChords(JdbcClient jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    @Override
    public List<WaitingChord> waiting(int atMost) {
        List<OpenChord> open = jdbc.sql("select * from chord where ended_at is null order by since limit ?")
                .param(atMost)
                .query(JdbcChords::read)
                .list();
        return open.stream()
                .map(chord -> WaitingChord.of(chord, parts(chord.group())))
                .toList();
    }

    @Override
    public void start(StartedChord chord) {
        insert(chord.group(), chord.body(), null, chord);
    }

    @Override
    public boolean receive(String group, Map<String, @Nullable Object> body, String root) {
        insert(group, body, root, null);
        return jdbc.sql(
                                "update chord set received_at = now() where group_id = ? and expected is null and ended_at is null")
                        .param(group)
                        .update()
                == 1;
    }

    @Override
    public void keep(ChordPart part, Map<String, @Nullable Object> body, String root) {
        insert(part.group(), body, root, null);
        jdbc.sql("""
                        insert into chord_part (group_id, task_id, place, state, result)
                        select :group, :task, :place, :state, :result
                        where exists (select from chord where group_id = :group and ended_at is null)
                        on conflict do nothing""")
                .param("group", part.group())
                .param("task", part.task())
                .param("place", part.place())
                .param("state", part.state())
                .param("result", part.result() == null ? null : TaskJson.write(part.result()))
                .update();
    }

    private void insert(
            String group, Map<String, @Nullable Object> body, @Nullable String root, @Nullable StartedChord started) {
        jdbc.sql("""
                        insert into chord (group_id, body, root_id, expected, header, announced)
                        values (:group, :body, :root, :expected, :header::json, :announced) on conflict do nothing""")
                .param("group", group)
                .param("body", TaskJson.write(body))
                .param("root", root)
                .param("expected", started == null ? null : started.expected())
                .param(
                        "header",
                        started == null ? null : Json.write(started.header().toWire()))
                // One that a Celery client has started is the client's to announce.
                .param("announced", started == null)
                .update();
    }

    @Override
    public Optional<OpenChord> find(String group) {
        return jdbc.sql("select * from chord where group_id = ? and ended_at is null")
                .param(group)
                .query(JdbcChords::read)
                .optional();
    }

    @Override
    public boolean end(String group, Consumer<OpenChord> body) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            Optional<OpenChord> open = jdbc.sql(
                            "select * from chord where group_id = ? and ended_at is null for update")
                    .param(group)
                    .query(JdbcChords::read)
                    .optional();
            open.ifPresent(chord -> {
                body.accept(chord);
                jdbc.sql("update chord set ended_at = now() where group_id = ?")
                        .param(group)
                        .update();
                jdbc.sql("delete from chord_part where group_id = ?")
                        .param(group)
                        .update();
            });
            return open.isPresent();
        }));
    }

    @Override
    public List<ChordPart> parts(String group) {
        return parts("select * from chord_part where group_id = ? order by place nulls last, task_id", group);
    }

    @Override
    public List<ChordPart> uncounted(String group) {
        return parts("select * from chord_part where group_id = ? and not counted", group);
    }

    private List<ChordPart> parts(String sql, String group) {
        return jdbc.sql(sql).param(group).query(JdbcChords::readPart).list();
    }

    @Override
    public void noteCounted(ChordPart part) {
        jdbc.sql("update chord_part set counted = true where group_id = ? and task_id = ?")
                .params(part.group(), part.task())
                .update();
    }

    @Override
    public void noteAnnounced(String group) {
        jdbc.sql("update chord set announced = true where group_id = ?")
                .param(group)
                .update();
    }

    @Override
    public void noteExpected(String group, int expected) {
        jdbc.sql("update chord set expected = ? where group_id = ?")
                .params(expected, group)
                .update();
    }

    @Override
    public void noteSeen(String group, int seen) {
        jdbc.sql("update chord set seen = greatest(seen, ?), lost_since = null where group_id = ?")
                .params(seen, group)
                .update();
    }

    @Override
    public void noteLost(String group) {
        jdbc.sql("update chord set lost_since = coalesce(lost_since, now()) where group_id = ?")
                .param(group)
                .update();
    }

    @Override
    public void noteComplete(String group) {
        jdbc.sql("update chord set complete_since = coalesce(complete_since, now()) where group_id = ?")
                .param(group)
                .update();
    }

    @Override
    public List<OpenChord> toLookAt(int atMost) {
        return jdbc.sql("""
                        update chord set look_at = now() + least(greatest(now() - since, interval '2 seconds'), interval '1 minute')
                        where group_id in (select group_id from chord where ended_at is null and look_at <= now()
                            order by look_at limit ? for update skip locked)
                        returning *""").param(atMost).query(JdbcChords::read).list();
    }

    private static OpenChord read(ResultSet row, int number) throws SQLException {
        String header = row.getString("header");
        OpenChord.Signs signs = new OpenChord.Signs(
                row.getTimestamp("received_at").toInstant(), row.getInt("seen"), instant(row, "lost_since"));
        return new OpenChord(
                row.getString("group_id"),
                Json.readObject(row.getString("body")),
                Optional.ofNullable(row.getString("root_id")),
                Optional.ofNullable((Integer) row.getObject("expected")),
                Optional.ofNullable(header).map(json -> Json.read(json, List.class)),
                row.getBoolean("announced"),
                row.getTimestamp("since").toInstant(),
                instant(row, "complete_since"),
                signs);
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
    }

    private static ChordPart readPart(ResultSet row, int number) throws SQLException {
        String result = row.getString("result");
        return new ChordPart(
                row.getString("group_id"),
                row.getString("task_id"),
                (Integer) row.getObject("place"),
                row.getString("state"),
                result == null ? null : Json.read(result, Object.class));
    }
}
