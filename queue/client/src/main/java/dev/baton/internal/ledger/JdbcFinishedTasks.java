package dev.baton.internal.ledger;

import dev.baton.internal.celery.ResultCodec;
import dev.baton.task.TaskId;
import dev.baton.task.TaskOutcome;
import dev.baton.task.TaskSnapshot;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The table {@code finished_task} of the application's database. */
final class JdbcFinishedTasks implements FinishedTasks {
    /** How the task {@code :id} ended, for the statements of other tables: one row, {@code revoked_at} null unless it was revoked. */
    static final String END = """
            (select max(finished_at) filter (where state = 'REVOKED') as revoked_at,
                coalesce(bool_or(state <> 'REVOKED'), false) as ended_otherwise
            from finished_task where task_id = :id)""";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    JdbcFinishedTasks(JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Returns the condition that the task has ended whose id is {@code id} in a statement of another table. */
    static String hasEnded(String id) {
        return "exists (select from finished_task where task_id = " + id + ")";
    }

    static OldRows old(JdbcClient jdbc) {
        return new OldRows(jdbc, "finished_task", "finished_at < ? and not unannounced");
    }

    @Override
    public TaskSnapshot finish(TaskId id, Supplier<? extends TaskOutcome> effects, UnaryOperator<TaskSnapshot> ending) {
        return transaction.execute(status -> {
            if (!claim(id)) {
                return find(id).orElseThrow(() -> new IllegalStateException("the outcome of task " + id + " is gone"));
            }
            TaskSnapshot snapshot = ending.apply(TaskSnapshot.finished(id, effects.get(), clock.instant()));
            record(snapshot);
            return snapshot;
        });
    }

    private boolean claim(TaskId id) {
        return jdbc.sql("insert into finished_task (task_id, state) values (?, 'PENDING') on conflict do nothing")
                        .params(id.value())
                        .update()
                == 1;
    }

    private void record(TaskSnapshot snapshot) {
        jdbc.sql("update finished_task set state = ?, result = ?, finished_at = now() where task_id = ?")
                .params(
                        snapshot.state().name(),
                        ResultCodec.encode(snapshot),
                        snapshot.id().value())
                .update();
    }

    @Override
    public Optional<TaskSnapshot> endUnrun(TaskId id, TaskOutcome outcome) {
        if (!claim(id)) {
            return Optional.empty();
        }
        TaskSnapshot snapshot = TaskSnapshot.finished(id, outcome, clock.instant());
        record(snapshot);
        noteUnannounced(id);
        return Optional.of(snapshot);
    }

    @Override
    public void withdraw(Collection<TaskId> ids) {
        for (TaskId id : ids) {
            claim(id);
            record(TaskSnapshot.finished(id, new TaskOutcome.Revoked("revoked"), clock.instant()));
        }
    }

    @Override
    public void forgetFailure(TaskId id) {
        jdbc.sql("delete from finished_task where task_id = ? and state = 'FAILURE'")
                .param(id.value())
                .update();
    }

    @Override
    public Map<TaskId, TaskSnapshot> findAll(Collection<TaskId> ids) {
        String[] wanted = ids.stream().map(TaskId::value).toArray(String[]::new);
        Map<TaskId, TaskSnapshot> found = new LinkedHashMap<>();
        jdbc.sql("select result from finished_task where task_id = any (?)")
                .param(wanted)
                .query(String.class)
                .list()
                .forEach(json -> {
                    TaskSnapshot snapshot = ResultCodec.decode(json);
                    found.put(snapshot.id(), snapshot);
                });
        return found;
    }

    @Override
    public boolean isRevoked(String id) {
        return jdbc.sql("select exists (select from finished_task where task_id = ? and state = 'REVOKED')")
                .param(id)
                .query(Boolean.class)
                .single();
    }

    @Override
    public List<TaskId> revoked(int atMost) {
        return jdbc
                .sql("select task_id from finished_task where state = 'REVOKED' order by finished_at desc limit ?")
                .param(atMost)
                .query(String.class)
                .list()
                .stream()
                .map(TaskId::new)
                .toList();
    }

    @Override
    public void noteUnannounced(TaskId id) {
        jdbc.sql("update finished_task set unannounced = true where task_id = ?")
                .param(id.value())
                .update();
    }

    @Override
    public int oweAgain(Duration span) {
        return jdbc.sql("update finished_task set unannounced = true"
                        + " where finished_at >= ? and result is not null and not unannounced")
                .param(Timestamp.from(clock.instant().minus(span)))
                .update();
    }

    @Override
    public int announce(int atMost, Consumer<List<TaskSnapshot>> tell) {
        return Objects.requireNonNull(transaction.execute(status -> {
            List<TaskSnapshot> owed = jdbc.sql("""
                        select result from finished_task where unannounced and result is not null
                        order by finished_at desc limit ? for update skip locked""").param(atMost).query(String.class).list().stream()
                    .map(ResultCodec::decode)
                    .toList();
            if (!owed.isEmpty()) {
                tell.accept(owed);
                noteAnnounced(owed);
            }
            return owed.size();
        }));
    }

    @Override
    public void noteAnnounced(List<TaskSnapshot> told) {
        jdbc.sql("update finished_task set unannounced = false where task_id = any (?)")
                .param(told.stream().map(one -> one.id().value()).toArray(String[]::new))
                .update();
    }
}
