package dev.baton.internal.periodic;

import dev.baton.internal.ledger.FinishedTasks;
import dev.baton.internal.result.ResultStore;
import dev.baton.internal.result.ResultStoreUnavailableException;
import dev.baton.periodic.PeriodicStatus;
import dev.baton.task.TaskFailure;
import dev.baton.task.TaskId;
import dev.baton.task.TaskSnapshot;
import dev.baton.task.TaskState;
import java.time.Clock;
import java.util.Optional;

/** Records how the last tasks failed, if they did: results are kept for a while only. */
final class LastOutcomes {
    private final PeriodicLedger ledger;
    private final FinishedTasks finished;
    private final ResultStore results;
    private final Clock clock;

    LastOutcomes(PeriodicLedger ledger, FinishedTasks finished, ResultStore results, Clock clock) {
        this.ledger = ledger;
        this.finished = finished;
        this.results = results;
        this.clock = clock;
    }

    void note(PeriodicStatus status) {
        TaskId last = status.lastTask();
        if (last == null) {
            return;
        }
        outcome(last)
                .filter(ended -> ended.state() == TaskState.FAILURE)
                .ifPresent(ended -> ledger.noteFailure(
                        status.name(), describe(ended), ended.dateDone() == null ? clock.instant() : ended.dateDone()));
    }

    private Optional<TaskSnapshot> outcome(TaskId id) {
        try {
            return results.find(id).or(() -> finished.find(id));
        } catch (ResultStoreUnavailableException e) {
            return finished.find(id);
        }
    }

    private static String describe(TaskSnapshot ended) {
        TaskFailure failure = ended.failure();
        return ended.id() + (failure == null ? " failed" : ": " + failure.type() + ": " + failure.message());
    }
}
