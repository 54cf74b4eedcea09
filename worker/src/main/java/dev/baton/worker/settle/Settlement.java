package dev.baton.worker.settle;

import dev.baton.gallery.FinishedTasks;
import dev.baton.result.ResultStore;
import dev.baton.result.ResultStoreUnavailableException;
import dev.baton.task.TaskId;
import dev.baton.task.TaskOutcome;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskSnapshot;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Makes a task's end durable. INVARIANT: effects and marker commit before the result is announced, and the result is
 * announced, or noted as owed, before the message is acknowledged.
 */
@Component
public final class Settlement {
    private static final Logger log = LoggerFactory.getLogger(Settlement.class);

    private final FinishedTasks finished;
    private final ResultStore results;
    private final WorkerIdentity worker;

    Settlement(FinishedTasks finished, ResultStore results, WorkerIdentity worker) {
        this.finished = finished;
        this.results = results;
        this.worker = worker;
    }

    /** Returns how an earlier delivery of this task ended, if one did. */
    public Optional<TaskSnapshot> earlier(TaskId id) {
        return finished.find(id);
    }

    /** Tells clients that the task runs. It may fail: nobody depends on it. */
    public void started(TaskRequest request) {
        if (request.conditions().ignoreResult()) {
            return;
        }
        try {
            results.save(TaskSnapshot.started(
                    request.id(), Map.of("pid", worker.processId(), "hostname", worker.hostname())));
        } catch (ResultStoreUnavailableException e) {
            log.warn("Could not tell that task {} has started: {}", request.id(), e.getMessage());
        }
    }

    /** Commits {@code effects} and the task's end together, and returns the end that stands. */
    public TaskSnapshot end(TaskRequest request, Supplier<TaskOutcome> effects) {
        return finished.finish(request.id(), effects);
    }

    /** Tells clients how the task ended, or notes that this is owed, and returns {@code snapshot}. */
    public TaskSnapshot announce(TaskSnapshot snapshot, TaskRequest request) {
        if (request.conditions().ignoreResult()) {
            return snapshot;
        }
        try {
            results.save(snapshot);
        } catch (ResultStoreUnavailableException e) {
            log.warn("The result of task {} is owed to the result store: {}", snapshot.id(), e.getMessage());
            finished.noteUnannounced(snapshot.id());
        }
        return snapshot;
    }
}
