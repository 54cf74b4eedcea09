package dev.baton.internal.ledger;

import dev.baton.task.TaskId;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Gates whose places are rows of {@code gate_place}; those who wait are rows of {@code scheduled_task}. */
final class JdbcGates implements Gates {
    private static final Logger log = LoggerFactory.getLogger(Gates.class);

    /**
     * How long a task that was let in may be on its way to a worker before its place is given to another, unless one that was let in no
     * later has left meanwhile.
     */
    private static final Duration ON_ITS_WAY = Duration.ofMinutes(30);

    private static final String NEXT = """
            with recursive waiting (share) as (
                (select share from scheduled_task where gate = :gate and sent_at is null order by share limit 1)
                union all
                select (select share from scheduled_task
                    where gate = :gate and sent_at is null and share > waiting.share order by share limit 1)
                from waiting where waiting.share is not null),
            served as (
                select share from waiting where share is not null
                order by (select count(*) from gate_place place
                        where place.gate = :gate and place.share = waiting.share and place.until > now()),
                    (select turn.let_in_at from gate_turn turn
                        where turn.gate = :gate and turn.share = waiting.share) nulls first
                limit 1)
            update scheduled_task set gate = null
            where (task_id, attempt) = (
                select task.task_id, task.attempt from scheduled_task task join served on task.share = served.share
                where task.gate = :gate and task.sent_at is null and task.gate_places > (
                    select count(*) from gate_place place where place.gate = :gate and place.until > now())
                order by task.priority desc, task.due_at, task.position limit 1)
            returning *""";

    private final JdbcClient jdbc;
    private final JdbcScheduledTasks scheduled;
    private final TransactionTemplate transaction;

    JdbcGates(JdbcClient jdbc, JdbcScheduledTasks scheduled, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.scheduled = scheduled;
        this.transaction = transaction;
    }

    static OldRows oldTurns(JdbcClient jdbc) {
        return new OldRows(jdbc, "gate_turn", "let_in_at < ?");
    }

    @Override
    public boolean enter(ScheduledTask task, Gate gate, String holder, Duration lease) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            lock(gate.name());
            if (isInside(gate.name(), task.id()) || isFree(gate)) {
                take(gate.name(), gate.share(), task.id(), holder, lease);
                return true;
            }
            scheduled.addAt(task, gate);
            letIn(gate.name());
            return false;
        }));
    }

    @Override
    public void admit(List<ScheduledTask> tasks, Gate gate, Consumer<List<ScheduledTask>> send) {
        List<ScheduledTask> letIn = Objects.requireNonNull(transaction.execute(status -> {
            lock(gate.name());
            free(gate.name());
            tasks.forEach(task -> scheduled.addAt(task, gate));
            List<ScheduledTask> in = letIn(gate.name());
            in.forEach(scheduled::keepForSending);
            return in;
        }));
        try {
            // Not under the lock, for which all others would wait while the broker is slow.
            send.accept(letIn);
        } catch (RuntimeException e) {
            try {
                withdraw(tasks, gate.name());
            } catch (RuntimeException alsoFailed) {
                e.addSuppressed(alsoFailed);
            }
            throw e;
        }
        transaction.executeWithoutResult(status -> letIn.forEach(scheduled::noteSent));
    }

    private void withdraw(List<ScheduledTask> tasks, String gate) {
        transaction.executeWithoutResult(status -> {
            lock(gate);
            String[] withdrawn = scheduled.removeUnsent(tasks);
            jdbc.sql("delete from gate_place where gate = ? and task_id = any (?)")
                    .params(gate, withdrawn)
                    .update();
            List<ScheduledTask> others = letIn(gate);
            log.debug("{} tasks were let in instead of those that could not be sent", others.size());
        });
    }

    @Override
    public boolean leave(String gate, TaskId id) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            lock(gate);
            Optional<Timestamp> letInAt = jdbc.sql(
                            "delete from gate_place where gate = ? and task_id = ? returning let_in_at")
                    .params(gate, id.value())
                    .query(Timestamp.class)
                    .optional();
            letInAt.ifPresent(since -> awaitLonger(gate, since));
            return letInAt.isPresent() && !letIn(gate).isEmpty();
        }));
    }

    /** Those that were let in since then wait behind others on their queue. */
    private void awaitLonger(String gate, Timestamp since) {
        jdbc.sql("""
                        update gate_place set until = greatest(until, now() + make_interval(secs => ?))
                        where gate = ? and holder is null and let_in_at >= ?""").params(ON_ITS_WAY.toSeconds(), gate, since).update();
    }

    @Override
    public void renew(String holder, Duration lease) {
        jdbc.sql("update gate_place set until = now() + make_interval(secs => ?) where holder = ?")
                .params(lease.toMillis() / 1000.0, holder)
                .update();
    }

    @Override
    public boolean sweep() {
        List<String> gates = jdbc.sql("""
                        select distinct gate from gate_place place
                        where until <= now() or exists (select from finished_task where task_id = place.task_id)
                        union select distinct gate from scheduled_task waiting
                        where gate is not null and sent_at is null
                            and not exists (select from gate_place place where place.gate = waiting.gate)""").query(String.class).list();
        boolean isAnyLetIn = false;
        for (String gate : gates) {
            isAnyLetIn |= Boolean.TRUE.equals(transaction.execute(status -> {
                lock(gate);
                free(gate);
                return !letIn(gate).isEmpty();
            }));
        }
        jdbc.sql("delete from gate_turn where let_in_at < now() - interval '1 hour'")
                .update();
        return isAnyLetIn;
    }

    private void lock(String gate) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 0))")
                .param(gate)
                .query(rows -> {});
    }

    private void free(String gate) {
        jdbc.sql("delete from gate_place place where gate = ? and (until <= now()"
                        + " or exists (select from finished_task where task_id = place.task_id))")
                .param(gate)
                .update();
    }

    private boolean isInside(String gate, TaskId id) {
        return jdbc.sql("select exists (select from gate_place where gate = ? and task_id = ? and until > now())")
                .params(gate, id.value())
                .query(Boolean.class)
                .single();
    }

    /** Whether there is a place that nobody waits for. */
    private boolean isFree(Gate gate) {
        return jdbc.sql("""
                        select (select count(*) from gate_place where gate = :gate and until > now()) < :places
                            and not exists (select from scheduled_task where gate = :gate and sent_at is null)""")
                .param("gate", gate.name())
                .param("places", gate.places())
                .query(Boolean.class)
                .single();
    }

    private void take(String gate, String share, TaskId id, @Nullable String holder, Duration lease) {
        jdbc.sql("""
                        insert into gate_place (gate, task_id, share, holder, until)
                        values (:gate, :id, :share, :holder, now() + make_interval(secs => :lease))
                        on conflict (gate, task_id) do update set holder = excluded.holder, until = excluded.until""")
                .param("gate", gate)
                .param("id", id.value())
                .param("share", share)
                .param("holder", holder)
                .param("lease", lease.toMillis() / 1000.0)
                .update();
    }

    private List<ScheduledTask> letIn(String gate) {
        List<ScheduledTask> letIn = new ArrayList<>();
        for (Optional<LetIn> next = next(gate); next.isPresent(); next = next(gate)) {
            String share = next.get().share();
            ScheduledTask task = next.get().task();
            take(gate, share, task.id(), null, ON_ITS_WAY);
            jdbc.sql("""
                            insert into gate_turn (gate, share, let_in_at) values (?, ?, clock_timestamp())
                            on conflict (gate, share) do update set let_in_at = excluded.let_in_at""").params(gate, share).update();
            letIn.add(task);
        }
        return letIn;
    }

    private Optional<LetIn> next(String gate) {
        return jdbc.sql(NEXT)
                .param("gate", gate)
                .query((row, number) -> new LetIn(row.getString("share"), JdbcScheduledTasks.read(row, number)))
                .optional();
    }

    private record LetIn(String share, ScheduledTask task) {}
}
