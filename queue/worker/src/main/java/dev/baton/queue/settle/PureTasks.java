package dev.baton.queue.settle;

import dev.baton.ledger.FinishedTasks;
import dev.baton.queue.events.Ends;
import dev.baton.result.ResultStore;
import dev.baton.task.TaskId;
import dev.baton.task.TaskOutcome;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskSnapshot;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Begins and ends tasks that change nothing: to run one twice does no harm, so the result store is fence enough and the
 * database is only the place of what the result store could not take.
 */
@Component
public final class PureTasks implements DisposableBean {
    private static final Logger log = LoggerFactory.getLogger(PureTasks.class);

    private final FinishedTasks finished;
    private final ResultStore results;
    private final WorkerIdentity worker;
    private final Clock clock;
    private final Ends ends;
    // Who hears from the result store must not wait for the database.
    private final ExecutorService owing = Executors.newCachedThreadPool();

    PureTasks(FinishedTasks finished, ResultStore results, WorkerIdentity worker, Clock clock, Ends ends) {
        this.finished = finished;
        this.results = results;
        this.worker = worker;
        this.clock = clock;
        this.ends = ends;
    }

    /**
     * Returns, without waiting, how the task had ended before, if it had: well, or because nobody wants it. What depends on that may run
     * on a thread that must not be held up.
     */
    public CompletionStage<Optional<TaskSnapshot>> find(TaskId id) {
        return results.findEndAsync(id);
    }

    /** Tells of a task that had ended {@code earlier}; done once that is told. */
    public CompletionStage<Void> tellAgain(TaskRequest request, TaskSnapshot earlier) {
        return ends.tell(request, earlier);
    }

    /**
     * Tells clients how the task that has {@code begun} ended, without waiting, and returns the end that stands. What depends on that
     * may run on a thread that must not be held up.
     */
    public CompletionStage<TaskSnapshot> end(TaskRequest request, TaskOutcome outcome, Instant begun) {
        TaskSnapshot snapshot = TaskSnapshot.finished(request.id(), outcome, clock.instant());
        CompletionStage<TaskSnapshot> told = request.conditions().ignoreResult()
                ? CompletableFuture.completedFuture(snapshot)
                : results.offerAsync(worker.describe(snapshot, request, begun))
                        // Not exceptionallyAsync, which changes the thread also where nothing failed.
                        .handle((stood, failure) -> failure == null
                                ? CompletableFuture.completedFuture(stood.orElse(snapshot))
                                : CompletableFuture.supplyAsync(() -> owe(request.id(), outcome, failure), owing))
                        .thenCompose(Function.identity());
        return told.thenCompose(ended -> ends.tell(request, ended).thenApply(done -> ended));
    }

    private TaskSnapshot owe(TaskId id, TaskOutcome outcome, Throwable failure) {
        log.debug("The result of task {} is owed to the result store: {}", id, failure.getMessage());
        TaskSnapshot kept = finished.finish(id, () -> outcome);
        finished.noteUnannounced(id);
        return kept;
    }

    @Override
    public void destroy() {
        owing.shutdown();
    }
}
