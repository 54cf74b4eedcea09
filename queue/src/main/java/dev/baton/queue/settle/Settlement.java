package dev.baton.queue.settle;

import dev.baton.celery.MessageCodec;
import dev.baton.ledger.FinishedTasks;
import dev.baton.ledger.ScheduledTask;
import dev.baton.queue.events.WorkerEvents;
import dev.baton.queue.schedule.Schedule;
import dev.baton.result.ResultStore;
import dev.baton.result.ResultStoreUnavailableException;
import dev.baton.task.TaskFailure;
import dev.baton.task.TaskId;
import dev.baton.task.TaskOutcome;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskSnapshot;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Makes a task's end, or its wait for another attempt, durable. INVARIANT: effects and marker commit before the result is
 * announced, and the result is announced, or noted as owed, before the message is acknowledged.
 */
@Component
public final class Settlement {
    private static final Logger log = LoggerFactory.getLogger(Settlement.class);

    private final FinishedTasks finished;
    private final Schedule schedule;
    private final ResultStore results;
    private final WorkerIdentity worker;
    private final PureTasks pure;
    private final WorkerEvents events;

    Settlement(
            FinishedTasks finished,
            Schedule schedule,
            ResultStore results,
            WorkerIdentity worker,
            PureTasks pure,
            WorkerEvents events) {
        this.finished = finished;
        this.schedule = schedule;
        this.results = results;
        this.worker = worker;
        this.pure = pure;
        this.events = events;
    }

    /** How tasks that change nothing begin and end. */
    public PureTasks pure() {
        return pure;
    }

    /** Returns how an earlier delivery of this task ended, if one did. */
    public Optional<TaskSnapshot> earlier(TaskId id) {
        return finished.find(id);
    }

    /** Tells whether the task was scheduled for an attempt after the one that {@code request} asks for. */
    public boolean isSuperseded(TaskRequest request) {
        return schedule.isSuperseded(request.id(), request.conditions().retries());
    }

    /** Tells clients that the task runs. It may fail: nobody depends on it. */
    public void started(TaskRequest request) {
        tell(request, worker.started(request.id()));
    }

    /** Tells clients how far the task is. It may fail: nobody depends on it. */
    public void progress(TaskRequest request, Object details) {
        tell(request, TaskSnapshot.progress(request.id(), details));
    }

    private void tell(TaskRequest request, TaskSnapshot snapshot) {
        if (request.conditions().ignoreResult()) {
            return;
        }
        try {
            results.save(snapshot);
        } catch (ResultStoreUnavailableException e) {
            log.warn("Could not tell that task {} is {}: {}", request.id(), snapshot.state(), e.getMessage());
        }
    }

    /** Has the same attempt wait until {@code eta}. */
    public void postpone(Delivery delivery, Instant eta) {
        schedule.add(scheduled(delivery, 0, eta));
    }

    /** Has the same attempt wait for its turn. */
    public void awaitTurn(Delivery delivery, Instant turn) {
        schedule.addWithTurn(scheduled(delivery, 0, turn));
    }

    /** Has the next attempt wait until {@code due}, and tells clients why. */
    public void retry(Delivery delivery, TaskFailure failure, Instant due) {
        schedule.add(scheduled(delivery, 1, due));
        events.retried(delivery.request().id(), failure);
        tell(delivery.request(), TaskSnapshot.retry(delivery.request().id(), failure));
    }

    private static ScheduledTask scheduled(Delivery delivery, int later, Instant due) {
        TaskRequest request = delivery.request();
        return new ScheduledTask(
                request.id(),
                request.conditions().retries() + later,
                request.task(),
                delivery.queue(),
                due,
                later == 0 ? delivery.message() : MessageCodec.retried(delivery.message(), request, due));
    }

    /** Commits {@code effects} and the task's end together, and returns the end that stands. */
    public TaskSnapshot end(TaskRequest request, Supplier<TaskOutcome> effects) {
        return finished.finish(request.id(), effects);
    }

    /** Tells clients how the task ended, or notes that this is owed, and returns {@code snapshot}. */
    public TaskSnapshot announce(TaskSnapshot snapshot, TaskRequest request) {
        events.ended(snapshot);
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
