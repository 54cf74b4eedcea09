package dev.baton.internal.memory;

import dev.baton.internal.ledger.Gate;
import dev.baton.internal.ledger.Gates;
import dev.baton.internal.ledger.ScheduledTask;
import dev.baton.internal.memory.LedgerState.Attempt;
import dev.baton.internal.memory.LedgerState.Inside;
import dev.baton.internal.memory.LedgerState.Place;
import dev.baton.internal.memory.LedgerState.Scheduled;
import dev.baton.internal.memory.LedgerState.Share;
import dev.baton.task.TaskId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/** Gates in memory. */
final class InMemoryGates implements Gates {
    private static final Duration ON_ITS_WAY = Duration.ofMinutes(30);

    private final InMemoryLedger ledger;
    private final InMemoryScheduledTasks scheduled;
    private final TransactionTemplate transaction;
    private final Clock clock;

    InMemoryGates(
            InMemoryLedger ledger, InMemoryScheduledTasks scheduled, TransactionTemplate transaction, Clock clock) {
        this.ledger = ledger;
        this.scheduled = scheduled;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public boolean enter(ScheduledTask task, Gate gate, String holder, Duration lease) {
        return ledger.ask(state -> {
            Place place = state.places.get(new Inside(gate.name(), task.id()));
            boolean isInside = place != null && place.until().isAfter(clock.instant());
            if (isInside || isFree(state, gate)) {
                take(state, gate.name(), gate.share(), task.id(), holder, lease);
                return true;
            }
            scheduled.addAt(task, gate);
            letIn(state, gate.name());
            return false;
        });
    }

    private boolean isFree(LedgerState state, Gate gate) {
        return inside(state, gate.name(), null) < gate.places()
                && state.scheduled.values().stream().noneMatch(row -> waitsAt(row, gate.name()));
    }

    private static boolean waitsAt(Scheduled row, String gate) {
        return row.isWaiting() && row.gate() != null && row.gate().name().equals(gate);
    }

    /** Counts those of {@code share} inside, or of all shares. */
    private long inside(LedgerState state, String gate, @Nullable String share) {
        Instant now = clock.instant();
        return state.places.entrySet().stream()
                .filter(place -> place.getKey().gate().equals(gate)
                        && place.getValue().until().isAfter(now)
                        && (share == null || place.getValue().share().equals(share)))
                .count();
    }

    private void take(
            LedgerState state, String gate, String share, TaskId id, @Nullable String holder, Duration lease) {
        Instant now = clock.instant();
        state.places.merge(
                new Inside(gate, id),
                new Place(share, holder, now.plus(lease), now),
                (known, taken) -> new Place(known.share(), taken.holder(), taken.until(), known.letInAt()));
    }

    @Override
    public void admit(List<ScheduledTask> tasks, Gate gate, Consumer<List<ScheduledTask>> send) {
        transaction.executeWithoutResult(status -> {
            List<ScheduledTask> in = ledger.ask(state -> {
                free(state, gate.name());
                tasks.forEach(task -> scheduled.addAt(task, gate));
                return letIn(state, gate.name());
            });
            send.accept(in);
            ledger.change(state -> in.forEach(task -> state.scheduled.computeIfPresent(
                    new Attempt(task.id(), task.attempt()),
                    (same, row) -> row.sentAt(clock.instant(), row.isCancelled()))));
        });
    }

    @Override
    public boolean leave(String gate, TaskId id) {
        return ledger.ask(state -> {
            Place left = state.places.remove(new Inside(gate, id));
            if (left == null) {
                return false;
            }
            Instant until = clock.instant().plus(ON_ITS_WAY);
            state.places.replaceAll((inside, place) -> inside.gate().equals(gate)
                            && place.holder() == null
                            && !place.letInAt().isBefore(left.letInAt())
                            && place.until().isBefore(until)
                    ? new Place(place.share(), null, until, place.letInAt())
                    : place);
            return !letIn(state, gate).isEmpty();
        });
    }

    private List<ScheduledTask> letIn(LedgerState state, String gate) {
        List<ScheduledTask> letIn = new ArrayList<>();
        for (Optional<Scheduled> next = next(state, gate); next.isPresent(); next = next(state, gate)) {
            Scheduled row = next.get();
            String share = Objects.requireNonNull(row.gate()).share();
            state.scheduled.put(new Attempt(row.task().id(), row.task().attempt()), row.behind(null));
            take(state, gate, share, row.task().id(), null, ON_ITS_WAY);
            state.turns.put(new Share(gate, share), state.nextPosition());
            letIn.add(row.current());
        }
        return letIn;
    }

    private Optional<Scheduled> next(LedgerState state, String gate) {
        List<Scheduled> waiting = state.scheduled.values().stream()
                .filter(row -> waitsAt(row, gate))
                .toList();
        long inside = inside(state, gate, null);
        return waiting.stream()
                .map(row -> Objects.requireNonNull(row.gate()).share())
                .distinct()
                .min(Comparator.<String, Long>comparing(share -> inside(state, gate, share))
                        .thenComparing(share -> state.turns.getOrDefault(new Share(gate, share), 0L)))
                .flatMap(share -> waiting.stream()
                        .filter(row ->
                                Objects.requireNonNull(row.gate()).share().equals(share))
                        .filter(row -> Objects.requireNonNull(row.gate()).places() > inside)
                        .min(InMemoryScheduledTasks.MOST_URGENT_FIRST));
    }

    @Override
    public void renew(String holder, Duration lease) {
        Instant until = clock.instant().plus(lease);
        ledger.change(state -> state.places.replaceAll((inside, place) ->
                holder.equals(place.holder()) ? new Place(place.share(), holder, until, place.letInAt()) : place));
    }

    @Override
    public boolean sweep() {
        return ledger.ask(state -> {
            Set<String> gates = new HashSet<>();
            state.places.keySet().forEach(inside -> gates.add(inside.gate()));
            state.scheduled.values().stream()
                    .filter(row -> row.isWaiting() && row.gate() != null)
                    .forEach(row -> gates.add(Objects.requireNonNull(row.gate()).name()));
            boolean isAnyLetIn = false;
            for (String gate : gates) {
                free(state, gate);
                isAnyLetIn |= !letIn(state, gate).isEmpty();
            }
            return isAnyLetIn;
        });
    }

    private void free(LedgerState state, String gate) {
        Instant now = clock.instant();
        state.places
                .entrySet()
                .removeIf(place -> place.getKey().gate().equals(gate)
                        && (!place.getValue().until().isAfter(now)
                                || state.finished.containsKey(place.getKey().id())));
    }
}
