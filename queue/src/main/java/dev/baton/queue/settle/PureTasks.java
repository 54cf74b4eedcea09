package dev.baton.queue.settle;

import dev.baton.ledger.FinishedTasks;
import dev.baton.queue.events.WorkerEvents;
import dev.baton.result.ResultStore;
import dev.baton.result.ResultStoreUnavailableException;
import dev.baton.task.TaskOutcome;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskSnapshot;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Begins and ends tasks that change nothing: to run one twice does no harm, so the result store is fence enough and the
 * database is only the place of what the result store could not take.
 */
@Component
public final class PureTasks {
    private static final Logger log = LoggerFactory.getLogger(PureTasks.class);

    private final FinishedTasks finished;
    private final ResultStore results;
    private final WorkerIdentity worker;
    private final Clock clock;
    private final WorkerEvents events;

    PureTasks(FinishedTasks finished, ResultStore results, WorkerIdentity worker, Clock clock, WorkerEvents events) {
        this.finished = finished;
        this.results = results;
        this.worker = worker;
        this.clock = clock;
        this.events = events;
    }

    /** Returns how the task had ended before, if it had: well, or because nobody wants it. */
    public Optional<TaskSnapshot> begin(TaskRequest request) {
        Optional<TaskSnapshot> earlier = earlier(request);
        earlier.ifPresent(events::ended);
        return earlier;
    }

    private Optional<TaskSnapshot> earlier(TaskRequest request) {
        try {
            return results.find(request.id()).filter(known -> known.state().isFinal());
        } catch (ResultStoreUnavailableException e) {
            log.warn("Looking for task {} in the database: {}", request.id(), e.getMessage());
            return finished.find(request.id());
        }
    }

    /** Tells clients how the task that has {@code begun} ended, and returns the end that stands. */
    public TaskSnapshot end(TaskRequest request, TaskOutcome outcome, Instant begun) {
        TaskSnapshot ended = announce(request, outcome, begun);
        events.ended(ended);
        return ended;
    }

    private TaskSnapshot announce(TaskRequest request, TaskOutcome outcome, Instant begun) {
        TaskSnapshot snapshot = TaskSnapshot.finished(request.id(), outcome, clock.instant());
        if (request.conditions().ignoreResult()) {
            return snapshot;
        }
        try {
            return results.offer(worker.describe(snapshot, request, begun)).orElse(snapshot);
        } catch (ResultStoreUnavailableException e) {
            log.warn("The result of task {} is owed to the result store: {}", request.id(), e.getMessage());
            TaskSnapshot kept = finished.finish(request.id(), () -> outcome);
            finished.noteUnannounced(request.id());
            return kept;
        }
    }
}
