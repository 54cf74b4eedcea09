package dev.baton.internal.memory;

import dev.baton.internal.ledger.Redeliveries;
import dev.baton.internal.memory.LedgerState.Attempt;
import dev.baton.internal.memory.LedgerState.Deliveries;
import dev.baton.task.TaskId;

/** Counts of deliveries in memory. */
final class InMemoryRedeliveries implements Redeliveries {
    private final InMemoryLedger ledger;

    InMemoryRedeliveries(InMemoryLedger ledger) {
        this.ledger = ledger;
    }

    @Override
    public int count(TaskId id, int attempt) {
        return add(id, attempt, new Deliveries(1, 0)).failed();
    }

    @Override
    public void noteHandedBack(TaskId id, int attempt) {
        Deliveries unused = add(id, attempt, new Deliveries(0, 1));
    }

    private Deliveries add(TaskId id, int attempt, Deliveries more) {
        return ledger.ask(state -> state.deliveries.merge(new Attempt(id, attempt), more, Deliveries::plus));
    }

    @Override
    public boolean wereRatherHandedBack(TaskId id, int attempt, int limit) {
        return ledger.ask(state -> {
            Deliveries known = state.deliveries.getOrDefault(new Attempt(id, attempt), new Deliveries(0, 0));
            return known.handedBack() > 0 && known.failed() < limit;
        });
    }

    @Override
    public void forget(TaskId id) {
        ledger.change(state ->
                state.deliveries.keySet().removeIf(attempt -> attempt.id().equals(id)));
    }
}
