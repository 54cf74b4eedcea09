package dev.baton.internal.flow;

import dev.baton.internal.celery.Json;
import dev.baton.internal.celery.TaskJson;
import dev.baton.internal.ledger.OldRows;
import dev.baton.internal.result.ResultTree;
import dev.baton.workflow.Signature;
import dev.baton.workflow.WaitingChord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
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

    static OldRows old(JdbcClient jdbc) {
        return new OldRows(jdbc, "chord", "ended_at < ?");
    }

    @Override
    public List<WaitingChord> waiting(int atMost) {
        List<OpenChord> open = jdbc.sql("select * from chord where ended_at is null order by since limit ?")
                .param(atMost)
                .query(JdbcChords::read)
                .list();
        return open.stream()
                .map(chord -> chord.waitingFor(parts(chord.group())))
                .toList();
    }

    @Override
    public void start(StartedChord chord) {
        String header = Json.write(chord.header().toWire());
        update("""
                        insert into chord (group_id, body, expected, header, announced) values (?, ?, ?, ?::json, false)
                        on conflict do nothing""", chord.group(), json(chord.body()), chord.expected(), header);
    }

    private static String json(Signature body) {
        return TaskJson.write(body.toWire());
    }

    @Override
    public boolean receive(String group, Signature body, String root) {
        insert(group, body, root);
        String received =
                "update chord set received_at = now() where group_id = ? and expected is null and ended_at is null";
        return update(received, group) == 1;
    }

    @Override
    public void keep(ChordPart part, Signature body, String root) {
        insert(part.group(), body, root);
        String result = part.result() == null ? null : TaskJson.write(part.result());
        update("""
                        insert into chord_part (group_id, task_id, place, state, result)
                        select ?, ?, ?, ?, ? where exists (select from chord where group_id = ? and ended_at is null)
                        on conflict do nothing""", part.group(), part.task(), part.place(), part.state(), result, part.group());
    }

    /** Keeps a chord that a Celery client has started, and announces. */
    private void insert(String group, Signature body, String root) {
        update("""
                        insert into chord (group_id, body, root_id, announced) values (?, ?, ?, true)
                        on conflict do nothing""", group, json(body), root);
    }

    @Override
    public Optional<OpenChord> find(String group) {
        return find(group, "");
    }

    private Optional<OpenChord> find(String group, String lock) {
        return jdbc.sql("select * from chord where group_id = ? and ended_at is null " + lock)
                .param(group)
                .query(JdbcChords::read)
                .optional();
    }

    @Override
    public boolean end(String group, Consumer<OpenChord> body) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            Optional<OpenChord> open = find(group, "for update");
            open.ifPresent(chord -> {
                body.accept(chord);
                update("update chord set ended_at = now() where group_id = ?", group);
                update("delete from chord_part where group_id = ?", group);
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
        update("update chord_part set counted = true where group_id = ? and task_id = ?", part.group(), part.task());
    }

    @Override
    public void noteAnnounced(String group) {
        update("update chord set announced = true where group_id = ?", group);
    }

    @Override
    public void noteExpected(String group, int expected) {
        update("update chord set expected = ? where group_id = ?", expected, group);
    }

    @Override
    public void noteSeen(String group, int seen) {
        update("update chord set seen = greatest(seen, ?), lost_since = null where group_id = ?", seen, group);
    }

    @Override
    public void noteLost(String group) {
        update("update chord set lost_since = coalesce(lost_since, now()) where group_id = ?", group);
    }

    @Override
    public void noteComplete(String group) {
        update("update chord set complete_since = coalesce(complete_since, now()) where group_id = ?", group);
    }

    private int update(String sql, @Nullable Object... values) {
        return jdbc.sql(sql).params(values).update();
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
                Signature.parse(Json.readObject(row.getString("body"))),
                Optional.ofNullable(row.getString("root_id")),
                Optional.ofNullable((Integer) row.getObject("expected")),
                Optional.ofNullable(header).map(json -> ResultTree.parse(Json.read(json, List.class))),
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
