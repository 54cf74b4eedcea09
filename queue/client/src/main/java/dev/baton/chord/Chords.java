package dev.baton.chord;

import dev.baton.celery.Json;
import dev.baton.celery.TaskJson;
import dev.baton.result.ResultTree;
import dev.baton.task.TaskId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The chords that are under way. Safe for use by many threads and processes. */
public final class Chords {
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    Chords(JdbcClient jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /** Returns the chords whose body has not been sent, the oldest first. */
    public List<WaitingChord> waiting(int atMost) {
        List<OpenChord> open = jdbc.sql("select * from chord where ended_at is null order by since limit ?")
                .param(atMost)
                .query(Chords::read)
                .list();
        return open.stream().map(this::described).toList();
    }

    private WaitingChord described(OpenChord chord) {
        Set<String> counted = new HashSet<>();
        parts(chord.group()).forEach(part -> counted.add(part.task()));
        List<TaskId> missing = new ArrayList<>(
                chord.header().map(header -> ResultTree.parse(header).tasks()).orElse(List.of()));
        missing.removeIf(task -> counted.contains(task.value()));
        return new WaitingChord(
                chord.group(),
                String.valueOf(chord.body().get("task")),
                chord.bodyTask().map(TaskId::value),
                counted.size(),
                chord.expected(),
                missing,
                chord.since());
    }

    /** Keeps {@code chord}, unless it is known. Call it in the transaction that sends the header. */
    public void start(StartedChord chord) {
        insert(chord.group(), chord.body(), null, chord);
    }

    /**
     * Notes that a header task of {@code group} was received, and the body that waits for it.
     *
     * @return whether nobody knows yet how many header tasks there are
     */
    public boolean receive(String group, Map<String, @Nullable Object> body, String root) {
        insert(group, body, root, null);
        return jdbc.sql(
                                "update chord set received_at = now() where group_id = ? and expected is null and ended_at is null")
                        .param(group)
                        .update()
                == 1;
    }

    /**
     * Keeps a task's end for its chord, with the body that waits for it. Call it in the transaction that ends the task; what is kept
     * already, or comes after the chord's own end, changes nothing.
     */
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

    /** Returns the chord of {@code group} unless it has ended. */
    public Optional<OpenChord> find(String group) {
        return jdbc.sql("select * from chord where group_id = ? and ended_at is null")
                .param(group)
                .query(Chords::read)
                .optional();
    }

    /**
     * Ends the chord of {@code group} if it has not ended: has {@code body} send what follows, in the same transaction.
     *
     * @return whether this call ended it
     */
    public boolean end(String group, Consumer<OpenChord> body) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            Optional<OpenChord> open = jdbc.sql(
                            "select * from chord where group_id = ? and ended_at is null for update")
                    .param(group)
                    .query(Chords::read)
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

    /** Returns the tasks of {@code group} that have ended here, as long as the chord has not. */
    public List<ChordPart> parts(String group) {
        return parts("select * from chord_part where group_id = ? order by place nulls last, task_id", group);
    }

    /** Returns those of them that the result store does not count yet. */
    public List<ChordPart> uncounted(String group) {
        return parts("select * from chord_part where group_id = ? and not counted", group);
    }

    private List<ChordPart> parts(String sql, String group) {
        return jdbc.sql(sql).param(group).query(Chords::readPart).list();
    }

    /** Notes that the result store counts {@code part}. */
    public void noteCounted(ChordPart part) {
        jdbc.sql("update chord_part set counted = true where group_id = ? and task_id = ?")
                .params(part.group(), part.task())
                .update();
    }

    /** Notes that the result store knows of the chord. */
    public void noteAnnounced(String group) {
        jdbc.sql("update chord set announced = true where group_id = ?")
                .param(group)
                .update();
    }

    /** Notes how many tasks of the chord must end. */
    public void noteExpected(String group, int expected) {
        jdbc.sql("update chord set expected = ? where group_id = ?")
                .params(expected, group)
                .update();
    }

    /** Notes how many tasks of the chord were seen to have ended, of which none is missing any more. */
    public void noteSeen(String group, int seen) {
        jdbc.sql("update chord set seen = greatest(seen, ?), lost_since = null where group_id = ?")
                .params(seen, group)
                .update();
    }

    /** Notes that the result store has lost tasks that it had counted. */
    public void noteLost(String group) {
        jdbc.sql("update chord set lost_since = coalesce(lost_since, now()) where group_id = ?")
                .param(group)
                .update();
    }

    /** Notes that all tasks of the chord have ended. */
    public void noteComplete(String group) {
        jdbc.sql("update chord set complete_since = coalesce(complete_since, now()) where group_id = ?")
                .param(group)
                .update();
    }

    /** Returns chords that have not been looked at for a while, and puts off the next look at each: the older it is, the longer. */
    public List<OpenChord> toLookAt(int atMost) {
        return jdbc.sql("""
                        update chord set look_at = now() + least(greatest(now() - since, interval '2 seconds'), interval '1 minute')
                        where group_id in (select group_id from chord where ended_at is null and look_at <= now()
                            order by look_at limit ? for update skip locked)
                        returning *""").param(atMost).query(Chords::read).list();
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
