package dev.baton.internal.periodic;

import dev.baton.internal.broker.TaskPublisher;
import dev.baton.internal.broker.TaskQueue;
import dev.baton.periodic.PeriodicStatus;
import dev.baton.periodic.PeriodicTasks;
import dev.baton.task.TaskId;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Those that the ledger knows. */
final class LedgerPeriodicTasks implements PeriodicTasks {
    private final PeriodicLedger ledger;
    private final LastOutcomes outcomes;
    private final TaskPublisher publisher;
    private final Clock clock;

    LedgerPeriodicTasks(PeriodicLedger ledger, LastOutcomes outcomes, TaskPublisher publisher, Clock clock) {
        this.ledger = ledger;
        this.outcomes = outcomes;
        this.publisher = publisher;
        this.clock = clock;
    }

    @Override
    public List<PeriodicStatus> list() {
        ledger.all().forEach(outcomes::note);
        return ledger.all();
    }

    @Override
    public Optional<PeriodicStatus> find(String name) {
        ledger.find(name).ifPresent(outcomes::note);
        return ledger.find(name);
    }

    @Override
    public boolean pause(String name) {
        return ledger.setPaused(name, true);
    }

    @Override
    public boolean resume(String name) {
        return ledger.setPaused(name, false);
    }

    @Override
    public Optional<TaskId> runNow(String name) {
        return ledger.find(name).map(task -> {
            Instant now = clock.instant();
            TaskId id = TickId.byHand(name, now);
            publisher.publish(new TaskQueue(task.call().queue()), List.of(TickId.request(task.call(), id, now)));
            ledger.noteSent(name, id, null, now);
            return id;
        });
    }

    @Override
    public boolean forget(String name) {
        return ledger.delete(name);
    }
}
