package dev.baton.ledger;

import dev.baton.celery.ResultCodec;
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

/**
 * Which tasks have ended, and how. A task's row commits together with its effects: it is the fence that keeps a task
 * that is delivered twice from having them twice. Safe for use by many threads and processes.
 */
public final class FinishedTasks {
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    FinishedTasks(JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Runs {@code effects} and records its outcome in one transaction, unless the task has ended already: then nothing
     * is run. Waits for another process that is just ending the same task.
     *
     * @return the result that stands, this one's or the earlier one's
     */
    public TaskSnapshot finish(TaskId id, Supplier<? extends TaskOutcome> effects) {
        return finish(id, effects, UnaryOperator.identity());
    }

    /** Ends {@code id} likewise, and in the same transaction runs {@code ending} on the end; what that returns is recorded. */
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

    /**
     * Ends {@code id} without effects, unless it has ended already. The result store is told later.
     *
     * @return how it ended, if this call ended it
     */
    public Optional<TaskSnapshot> endUnrun(TaskId id, TaskOutcome outcome) {
        if (!claim(id)) {
            return Optional.empty();
        }
        TaskSnapshot snapshot = TaskSnapshot.finished(id, outcome, clock.instant());
        record(snapshot);
        noteUnannounced(id);
        return Optional.of(snapshot);
    }

    /**
     * Ends {@code ids} as revoked, also those that had ended otherwise: none of them will have effects from now on. Call
     * it in the transaction that removes the effects of those that had some.
     */
    public void withdraw(Collection<TaskId> ids) {
        for (TaskId id : ids) {
            claim(id);
            record(TaskSnapshot.finished(id, new TaskOutcome.Revoked("revoked"), clock.instant()));
        }
    }

    /** Returns how {@code id} ended, if it did. */
    public Optional<TaskSnapshot> find(TaskId id) {
        return Optional.ofNullable(findAll(List.of(id)).get(id));
    }

    /** Returns how those of {@code ids} that have ended did. */
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

    /** Tells whether what has the id {@code id}, a task or a group, was revoked. */
    boolean isRevoked(String id) {
        return jdbc.sql("select exists (select from finished_task where task_id = ? and state = 'REVOKED')")
                .param(id)
                .query(Boolean.class)
                .single();
    }

    /** Returns which tasks were revoked, the latest first. */
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

    /** Notes that the result store could not be told how {@code id} ended. */
    public void noteUnannounced(TaskId id) {
        jdbc.sql("update finished_task set unannounced = true where task_id = ?")
                .param(id.value())
                .update();
    }

    /** Notes that the result store must be told again how tasks ended in the last {@code span}, and returns how many. */
    public int oweAgain(Duration span) {
        return jdbc.sql("update finished_task set unannounced = true"
                        + " where finished_at >= ? and result is not null and not unannounced")
                .param(Timestamp.from(clock.instant().minus(span)))
                .update();
    }

    /**
     * Passes {@code tell} the ends that the result store has not been told of, the latest first, and marks them as told. Ends that
     * another process is telling are skipped.
     *
     * @return how many were told
     */
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

    /** Notes that the result store has been told of {@code told}. */
    public void noteAnnounced(List<TaskSnapshot> told) {
        jdbc.sql("update finished_task set unannounced = false where task_id = any (?)")
                .param(told.stream().map(one -> one.id().value()).toArray(String[]::new))
                .update();
    }
}
