package dev.baton.internal.memory;

import dev.baton.internal.ledger.Gate;
import dev.baton.internal.ledger.ScheduledTask;
import dev.baton.internal.ledger.ScheduledTasks;
import dev.baton.internal.ledger.Sending;
import dev.baton.internal.memory.LedgerState.Attempt;
import dev.baton.internal.memory.LedgerState.Finished;
import dev.baton.internal.memory.LedgerState.Scheduled;
import dev.baton.task.Mark;
import dev.baton.task.TaskId;
import dev.baton.task.TaskState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/** The schedule in memory. */
final class InMemoryScheduledTasks implements ScheduledTasks {
    static final Comparator<Scheduled> NEXT_FIRST =
            Comparator.comparing(Scheduled::due).thenComparing(Scheduled::position);

    static final Comparator<Scheduled> MOST_URGENT_FIRST =
            Comparator.comparing(Scheduled::priority).reversed().thenComparing(NEXT_FIRST);

    private static final Duration UNSENT_AGAIN = Duration.ofSeconds(5);

    private final InMemoryLedger ledger;
    private final TransactionTemplate transaction;
    private final Clock clock;

    InMemoryScheduledTasks(InMemoryLedger ledger, TransactionTemplate transaction, Clock clock) {
        this.ledger = ledger;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public void add(ScheduledTask task) {
        Instant now = clock.instant();
        insert(
                task,
                null,
                null,
                (known, added) -> known.isWaiting() || !added.due().isAfter(now)
                        ? known
                        : known.at(added.due()).sentAt(added.sent(), added.isCancelled()));
    }

    @Override
    public void addWithTurn(ScheduledTask task) {
        insert(task, null, null, (known, added) -> known.at(added.due()).sentAt(added.sent(), added.isCancelled()));
        update(new Attempt(task.id(), task.attempt()), Scheduled::withTurn);
    }

    /** Keeps {@code task} until it is let in at {@code gate}; where the same attempt has waited before, it keeps its seniority. */
    void addAt(ScheduledTask task, Gate gate) {
        insert(
                task,
                gate,
                null,
                (known, added) -> known.at(Collections.min(List.of(known.due(), added.due())))
                        .sentAt(added.sent(), added.isCancelled())
                        .behind(gate));
    }

    @Override
    public void keepSent(ScheduledTask task) {
        insert(task, null, clock.instant(), (known, added) -> known);
    }

    private void insert(
            ScheduledTask task, @Nullable Gate gate, @Nullable Instant sent, BinaryOperator<Scheduled> orElse) {
        ledger.change(state -> {
            Finished end = state.finished.get(task.id());
            if (end == null || end.state() == TaskState.REVOKED) {
                Instant gone = end == null ? sent : end.at();
                Scheduled added = new Scheduled(task, task.due(), state.nextPosition(), gone, end != null, false, gate);
                state.scheduled.merge(new Attempt(task.id(), task.attempt()), added, orElse);
            }
        });
    }

    private void update(Attempt attempt, UnaryOperator<Scheduled> change) {
        ledger.change(state -> state.scheduled.computeIfPresent(attempt, (same, row) -> change.apply(row)));
    }

    private static Attempt attempt(Scheduled row) {
        return new Attempt(row.task().id(), row.task().attempt());
    }

    @Override
    public boolean hadTurn(TaskId id, int attempt) {
        return ledger.ask(state -> {
            Scheduled row = state.scheduled.get(new Attempt(id, attempt));
            return row != null && row.hasTurn();
        });
    }

    @Override
    public Optional<Instant> lastTurn(String task) {
        return all(row -> hasTurnAhead(row, task)).map(Scheduled::due).max(Comparator.naturalOrder());
    }

    private static boolean hasTurnAhead(Scheduled row, String task) {
        return row.isQueued() && row.hasTurn() && row.task().task().equals(task);
    }

    @Override
    public void spaceTurns(String task, Duration interval) {
        Instant turn = clock.instant();
        for (Scheduled row :
                all(one -> hasTurnAhead(one, task)).sorted(NEXT_FIRST).toList()) {
            Instant due = turn;
            update(attempt(row), one -> one.at(due));
            turn = turn.plus(interval);
        }
    }

    private Stream<Scheduled> all(Predicate<Scheduled> which) {
        return ledger.ask(state -> state.scheduled.values().stream().filter(which).toList().stream());
    }

    @Override
    public boolean isSuperseded(TaskId id, int attempt) {
        return all(row -> row.task().id().equals(id) && row.task().attempt() > attempt)
                .findAny()
                .isPresent();
    }

    @Override
    public int sendDue(int atMost, Function<List<ScheduledTask>, Sending> send) {
        return Objects.requireNonNull(transaction.execute(status -> {
            Instant now = clock.instant();
            List<Scheduled> due = all(row -> row.isQueued() && !row.due().isAfter(now))
                    .sorted(MOST_URGENT_FIRST)
                    .limit(atMost)
                    .toList();
            if (!due.isEmpty()) {
                Sending sending =
                        send.apply(due.stream().map(Scheduled::current).toList());
                due.forEach(row -> update(
                        attempt(row),
                        one -> sending.sent().contains(row.current())
                                ? one.sentAt(now, one.isCancelled())
                                : one.at(now.plus(UNSENT_AGAIN))));
            }
            return due.size();
        }));
    }

    @Override
    public Optional<Instant> nextDue() {
        return all(Scheduled::isQueued).map(Scheduled::due).min(Comparator.naturalOrder());
    }

    @Override
    public List<ScheduledTask> waiting(int atMost) {
        return all(Scheduled::isWaiting)
                .sorted(NEXT_FIRST)
                .limit(atMost)
                .map(Scheduled::current)
                .toList();
    }

    @Override
    public List<TaskId> waitingWith(Collection<Mark> marks) {
        return all(row -> row.isWaiting()
                        && !Collections.disjoint(row.task().message().marks(), marks))
                .map(row -> row.task().id())
                .distinct()
                .toList();
    }

    @Override
    public void cancel(Collection<TaskId> ids) {
        Instant now = clock.instant();
        all(row -> row.isWaiting() && ids.contains(row.task().id()))
                .forEach(row -> update(attempt(row), one -> one.sentAt(now, true)));
    }

    @Override
    public void forget(TaskId id) {
        ledger.change(state ->
                state.scheduled.keySet().removeIf(attempt -> attempt.id().equals(id)));
    }

    @Override
    public List<ScheduledTask> takeCancelled(int atMost) {
        return ledger.ask(state -> {
            List<Scheduled> taken = all(Scheduled::isCancelled).limit(atMost).toList();
            taken.forEach(row -> update(attempt(row), one -> one.sentAt(one.sent(), false)));
            return taken.stream().map(Scheduled::current).toList();
        });
    }
}
