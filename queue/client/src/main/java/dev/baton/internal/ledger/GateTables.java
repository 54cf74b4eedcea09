package dev.baton.internal.ledger;

import dev.baton.task.TaskId;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The tables of gates: {@code gate_place} says who is inside, {@code gate_waiter} who waits, and {@code gate_turn} when each share was last
 * let in. INVARIANT: a waiter's row in the schedule is written before its row here, so that nobody waits for each other for ever.
 */
final class GateTables {
    private static final String IS_OPEN = """
            select exists (select from gate_place where gate = :gate and task_id = :id and until > now())
                or ((select count(*) from gate_place where gate = :gate and until > now()) < :places
                    and not exists (select from gate_waiter where gate = :gate))""";

    // One statement for a whole batch, in whose order it waits.
    private static final String AWAIT = """
            insert into gate_waiter (gate, share, places, task_id, attempt, priority, since)
            select :gate, :share, :places, task_id, attempt, priority, since
            from (select distinct on (task_id, attempt) *
                from unnest(cast(:ids as text[]), cast(:attempts as int[]), cast(:priorities as int[]),
                    cast(:since as timestamptz[])) with ordinality as arrival (task_id, attempt, priority, since, place)
                order by task_id, attempt, place) arrival
            order by place
            on conflict (task_id, attempt) do update set gate = excluded.gate, share = excluded.share,
                places = excluded.places, since = excluded.since""";

    private static final String NEXT = """
            with recursive waiting (share) as (
                (select share from gate_waiter where gate = :gate order by share limit 1)
                union all
                select (select share from gate_waiter
                    where gate = :gate and share > waiting.share order by share limit 1)
                from waiting where waiting.share is not null),
            served as (
                select share from waiting where share is not null
                order by (select count(*) from gate_place place
                        where place.gate = :gate and place.share = waiting.share and place.until > now()),
                    (select turn.let_in_at from gate_turn turn
                        where turn.gate = :gate and turn.share = waiting.share) nulls first
                limit 1)
            select gate, share, task_id, attempt from gate_waiter
            where gate = :gate and share = (select share from served) and places > (
                select count(*) from gate_place where gate = :gate and until > now())
            order by priority desc, since, position limit 1""";

    private static final String LET_IN = """
            with gone as (
                delete from gate_waiter where task_id = :id and attempt = :attempt),
            turn as (
                insert into gate_turn (gate, share, let_in_at) values (:gate, :share, clock_timestamp())
                on conflict (gate, share) do update set let_in_at = excluded.let_in_at)
            """;

    private static final String TAKE = """
            insert into gate_place (gate, task_id, share, holder, until)
            values (:gate, :id, :share, :holder, now() + make_interval(secs => :lease))
            on conflict (gate, task_id) do update set holder = excluded.holder, until = excluded.until""";

    private static final String IS_FREE = "(until <= now() or " + JdbcFinishedTasks.hasEnded("place.task_id") + ")";

    private static final String TO_SWEEP = """
            select distinct gate from gate_place place where %s
            union select distinct gate from gate_waiter waiting
            where not exists (select from gate_place place where place.gate = waiting.gate)""".formatted(IS_FREE);

    private final JdbcClient jdbc;

    GateTables(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A task that begins to wait, as one that has waited {@code since} then. */
    record Arrival(ScheduledTask task, Instant since) {
        int priority() {
            Integer priority = task.message().priority();
            return priority == null ? 0 : priority;
        }
    }

    /** A task that waits, until the gate's lock is given up. */
    record Waiter(String gate, String share, TaskId id, int attempt) {}

    static OldRows oldTurns(JdbcClient jdbc) {
        return new OldRows(jdbc, "gate_turn", "let_in_at < ?");
    }

    /** Keeps all others from changing {@code gate} until the transaction ends. */
    void lock(String gate) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 0))")
                .param(gate)
                .query(rows -> {});
    }

    /** Tells whether {@code id} is inside, or there is a place that nobody waits for. */
    boolean isOpen(Gate gate, TaskId id) {
        return jdbc.sql(IS_OPEN)
                .param("gate", gate.name())
                .param("id", id.value())
                .param("places", gate.places())
                .query(Boolean.class)
                .single();
    }

    void take(Gate gate, TaskId id, String holder, Duration lease) {
        jdbc.sql(TAKE)
                .param("gate", gate.name())
                .param("id", id.value())
                .param("share", gate.share())
                .param("holder", holder)
                .param("lease", seconds(lease))
                .update();
    }

    /** Has {@code arrivals} wait behind each other. */
    void await(Gate gate, List<Arrival> arrivals) {
        jdbc.sql(AWAIT)
                .param("gate", gate.name())
                .param("share", gate.share())
                .param("places", gate.places())
                .param(
                        "ids",
                        arrivals.stream().map(one -> one.task().id().value()).toArray(String[]::new))
                .param(
                        "attempts",
                        arrivals.stream().map(one -> one.task().attempt()).toArray(Integer[]::new))
                .param("priorities", arrivals.stream().map(Arrival::priority).toArray(Integer[]::new))
                .param(
                        "since",
                        arrivals.stream().map(one -> one.since().toString()).toArray(String[]::new))
                .update();
    }

    /** Returns who is to be let in next, if there is a place for it. */
    Optional<Waiter> next(String gate) {
        return jdbc.sql(NEXT)
                .param("gate", gate)
                .query((row, number) -> new Waiter(
                        row.getString("gate"),
                        row.getString("share"),
                        new TaskId(row.getString("task_id")),
                        row.getInt("attempt")))
                .optional();
    }

    /** Gives {@code waiter} a place, which is nobody's until {@code lease} is over or a worker has the task. */
    void letIn(Waiter waiter, Duration lease) {
        jdbc.sql(LET_IN + TAKE)
                .param("gate", waiter.gate())
                .param("share", waiter.share())
                .param("id", waiter.id().value())
                .param("attempt", waiter.attempt())
                .param("holder", null)
                .param("lease", seconds(lease))
                .update();
    }

    /** Has {@code ids} wait no longer. */
    void forget(Collection<TaskId> ids) {
        jdbc.sql("delete from gate_waiter where task_id = any (?)")
                .param(ids.stream().map(TaskId::value).toArray(String[]::new))
                .update();
    }

    /** Takes the places of {@code ids} from them. */
    void remove(String gate, Collection<TaskId> ids) {
        jdbc.sql("delete from gate_place where gate = ? and task_id = any (?)")
                .params(gate, ids.stream().map(TaskId::value).toArray(String[]::new))
                .update();
    }

    /** Takes the place of {@code id} from it, and has those that were let in no earlier keep theirs for {@code lease}. */
    boolean leave(String gate, TaskId id, Duration lease) {
        Optional<Timestamp> letInAt = jdbc.sql(
                        "delete from gate_place where gate = ? and task_id = ? returning let_in_at")
                .params(gate, id.value())
                .query(Timestamp.class)
                .optional();
        // They wait behind others on their queue.
        letInAt.ifPresent(
                since -> jdbc.sql("""
                        update gate_place set until = greatest(until, now() + make_interval(secs => ?))
                        where gate = ? and holder is null and let_in_at >= ?""").params(seconds(lease), gate, since).update());
        return letInAt.isPresent();
    }

    void renew(String holder, Duration lease) {
        jdbc.sql("update gate_place set until = now() + make_interval(secs => ?) where holder = ?")
                .params(seconds(lease), holder)
                .update();
    }

    /** Takes the places of {@code gate} from tasks that have ended, and from those that nobody has renewed. */
    void free(String gate) {
        jdbc.sql("delete from gate_place place where gate = ? and " + IS_FREE)
                .param(gate)
                .update();
    }

    /** Returns the gates with places to free, or that somebody waits at while nobody is inside. */
    List<String> toSweep() {
        return jdbc.sql(TO_SWEEP).query(String.class).list();
    }

    /** Forgets turns that are too old to matter. */
    void forgetTurns() {
        jdbc.sql("delete from gate_turn where let_in_at < now() - interval '1 hour'")
                .update();
    }

    private static double seconds(Duration lease) {
        return lease.toMillis() / 1000.0;
    }
}
