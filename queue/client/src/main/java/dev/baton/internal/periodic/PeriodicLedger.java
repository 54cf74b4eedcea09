package dev.baton.internal.periodic;

import dev.baton.internal.celery.Json;
import dev.baton.internal.celery.TaskJson;
import dev.baton.periodic.Call;
import dev.baton.periodic.CatchUp;
import dev.baton.periodic.PeriodicStatus;
import dev.baton.periodic.PeriodicTask;
import dev.baton.task.TaskId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was defined and sent, in the database. Safe for use by many threads and processes. */
final class PeriodicLedger {
    private final JdbcClient jdbc;

    PeriodicLedger(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Records the definition; where the timing is another one than before, ticks are counted from {@code now}. */
    PeriodicStatus register(PeriodicTask task, Instant now) {
        jdbc.sql("""
                        insert into periodic_task as known (name, timing, catch_up, call, next_tick)
                        values (:name, :timing, :catch_up, :call, :next)
                        on conflict (name) do update set
                            next_tick = case when known.timing = :timing then known.next_tick else :next end,
                            timing = :timing, catch_up = :catch_up, call = :call""")
                .param("name", task.name())
                .param("timing", task.timing().text())
                .param("catch_up", task.catchUp().name())
                .param("call", TaskJson.write(task.call()))
                .param("next", Timestamp.from(task.timing().after(now)))
                .update();
        return find(task.name()).orElseThrow();
    }

    List<PeriodicStatus> all() {
        return jdbc.sql("select * from periodic_task order by name")
                .query(PeriodicLedger::read)
                .list();
    }

    Optional<PeriodicStatus> find(String name) {
        return jdbc.sql("select * from periodic_task where name = ?")
                .param(name)
                .query(PeriodicLedger::read)
                .optional();
    }

    boolean setPaused(String name, boolean paused) {
        return jdbc.sql("update periodic_task set paused = ? where name = ?")
                        .params(paused, name)
                        .update()
                == 1;
    }

    boolean delete(String name) {
        return jdbc.sql("delete from periodic_task where name = ?").param(name).update() == 1;
    }

    /** Notes that {@code task} was sent at {@code now}, for {@code tick} or for none. */
    void noteSent(String name, TaskId task, @Nullable Instant tick, Instant now) {
        jdbc.sql("""
                        update periodic_task set last_task = :task, last_sent_at = :now,
                            last_tick = coalesce(:tick::timestamptz, last_tick)
                        where name = :name""")
                .param("task", task.value())
                .param("now", Timestamp.from(now))
                .param("tick", tick == null ? null : Timestamp.from(tick))
                .param("name", name)
                .update();
    }

    /** Notes that all ticks before {@code next} are done with, and returns the one that stands. */
    Instant proceed(String name, Instant known, Instant next) {
        // Another node may have begun to count anew, for another timing.
        return jdbc.sql("""
                        update periodic_task set next_tick = case when next_tick = :known then :next else next_tick end
                        where name = :name returning next_tick""")
                .param("known", Timestamp.from(known))
                .param("next", Timestamp.from(next))
                .param("name", name)
                .query(Timestamp.class)
                .optional()
                .map(Timestamp::toInstant)
                .orElse(next);
    }

    /** Notes why the task could not be sent, or how it failed, at {@code when}; the last failure stays. */
    void noteFailure(String name, String failure, Instant when) {
        jdbc.sql("""
                        update periodic_task set last_failure = :failure, last_failed_at = :at
                        where name = :name and (last_failed_at is null or last_failed_at < :at)""")
                .param("failure", failure)
                .param("at", Timestamp.from(when))
                .param("name", name)
                .update();
    }

    private static PeriodicStatus read(ResultSet row, int number) throws SQLException {
        String task = row.getString("last_task");
        return new PeriodicStatus(
                row.getString("name"),
                row.getString("timing"),
                CatchUp.valueOf(row.getString("catch_up")),
                Json.read(row.getString("call"), Call.class),
                row.getBoolean("paused"),
                row.getTimestamp("next_tick").toInstant(),
                instant(row, "last_tick"),
                instant(row, "last_sent_at"),
                task == null ? null : new TaskId(task),
                row.getString("last_failure"),
                instant(row, "last_failed_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp moment = row.getTimestamp(column);
        return moment == null ? null : moment.toInstant();
    }
}
