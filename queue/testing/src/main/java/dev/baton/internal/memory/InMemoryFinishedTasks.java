package dev.baton.internal.memory;

import dev.baton.internal.celery.ResultCodec;
import dev.baton.internal.ledger.FinishedTasks;
import dev.baton.internal.memory.LedgerState.Finished;
import dev.baton.task.TaskId;
import dev.baton.task.TaskOutcome;
import dev.baton.task.TaskSnapshot;
import dev.baton.task.TaskState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.springframework.transaction.support.TransactionTemplate;

/** Idempotency records in memory. */
final class InMemoryFinishedTasks implements FinishedTasks {
    private static final Comparator<Map.Entry<TaskId, Finished>> LATEST_FIRST =
            Comparator.<Map.Entry<TaskId, Finished>, Instant>comparing(
                            row -> row.getValue().at())
                    .reversed();

    private final InMemoryLedger ledger;
    private final TransactionTemplate transaction;
    private final Clock clock;

    InMemoryFinishedTasks(InMemoryLedger ledger, TransactionTemplate transaction, Clock clock) {
        this.ledger = ledger;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public TaskSnapshot finish(TaskId id, Supplier<? extends TaskOutcome> effects, UnaryOperator<TaskSnapshot> ending) {
        return Objects.requireNonNull(transaction.execute(status -> {
            if (!claim(id)) {
                return find(id).orElseThrow(() -> new IllegalStateException("the outcome of task " + id + " is gone"));
            }
            TaskSnapshot snapshot = ending.apply(TaskSnapshot.finished(id, effects.get(), clock.instant()));
            record(snapshot);
            return snapshot;
        }));
    }

    private boolean claim(TaskId id) {
        Finished ending = new Finished(TaskState.PENDING, null, clock.instant(), false);
        return ledger.ask(state -> state.finished.putIfAbsent(id, ending) == null);
    }

    private void record(TaskSnapshot snapshot) {
        ledger.change(state -> state.finished.compute(
                snapshot.id(),
                (id, before) -> new Finished(
                        snapshot.state(),
                        ResultCodec.encode(snapshot),
                        clock.instant(),
                        before != null && before.isUnannounced())));
    }

    @Override
    public Optional<TaskSnapshot> endUnrun(TaskId id, TaskOutcome outcome) {
        return ledger.ask(state -> {
            if (!claim(id)) {
                return Optional.empty();
            }
            TaskSnapshot snapshot = TaskSnapshot.finished(id, outcome, clock.instant());
            record(snapshot);
            noteUnannounced(id);
            return Optional.of(snapshot);
        });
    }

    @Override
    public void withdraw(Collection<TaskId> ids) {
        for (TaskId id : ids) {
            boolean unused = claim(id);
            record(TaskSnapshot.finished(id, new TaskOutcome.Revoked("revoked"), clock.instant()));
        }
    }

    @Override
    public void forgetFailure(TaskId id) {
        ledger.change(state ->
                state.finished.computeIfPresent(id, (same, row) -> row.state() == TaskState.FAILURE ? null : row));
    }

    @Override
    public Map<TaskId, TaskSnapshot> findAll(Collection<TaskId> ids) {
        return ledger.ask(state -> {
            Map<TaskId, TaskSnapshot> found = new LinkedHashMap<>();
            for (TaskId id : ids) {
                Finished row = state.finished.get(id);
                if (row != null && row.result() != null) {
                    found.put(id, ResultCodec.decode(row.result()));
                }
            }
            return found;
        });
    }

    @Override
    public boolean isRevoked(String id) {
        return ledger.ask(state -> {
            Finished row = state.finished.get(new TaskId(id));
            return row != null && row.state() == TaskState.REVOKED;
        });
    }

    @Override
    public List<TaskId> revoked(int atMost) {
        return ledger.ask(state -> latest(state, row -> row.state() == TaskState.REVOKED)
                .limit(atMost)
                .map(Map.Entry::getKey)
                .toList());
    }

    private static Stream<Map.Entry<TaskId, Finished>> latest(LedgerState state, Predicate<Finished> which) {
        return state.finished.entrySet().stream()
                .filter(row -> which.test(row.getValue()))
                .sorted(LATEST_FIRST);
    }

    @Override
    public void noteUnannounced(TaskId id) {
        note(id, true);
    }

    private void note(TaskId id, boolean isUnannounced) {
        ledger.change(state -> state.finished.computeIfPresent(
                id, (same, row) -> new Finished(row.state(), row.result(), row.at(), isUnannounced)));
    }

    @Override
    public int oweAgain(Duration span) {
        Instant since = clock.instant().minus(span);
        return ledger.ask(state -> {
            List<TaskId> owed = latest(state, row -> !row.at().isBefore(since))
                    .filter(row ->
                            row.getValue().result() != null && !row.getValue().isUnannounced())
                    .map(Map.Entry::getKey)
                    .toList();
            owed.forEach(this::noteUnannounced);
            return owed.size();
        });
    }

    @Override
    public int announce(int atMost, Consumer<List<TaskSnapshot>> tell) {
        return Objects.requireNonNull(transaction.execute(status -> {
            List<TaskSnapshot> owed =
                    ledger.ask(state -> latest(state, row -> row.isUnannounced() && row.result() != null)
                            .limit(atMost)
                            .map(row -> ResultCodec.decode(
                                    Objects.requireNonNull(row.getValue().result())))
                            .toList());
            if (!owed.isEmpty()) {
                tell.accept(owed);
                noteAnnounced(owed);
            }
            return owed.size();
        }));
    }

    @Override
    public void noteAnnounced(List<TaskSnapshot> told) {
        told.forEach(one -> note(one.id(), false));
    }
}
