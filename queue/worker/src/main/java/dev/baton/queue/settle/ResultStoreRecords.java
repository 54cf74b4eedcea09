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
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * The records of tasks that change nothing: to run one twice does no harm, so their results are record enough, and the database is only the
 * place of what the result store could not take.
 */
@Component
public final class ResultStoreRecords implements IdempotencyRecords, DisposableBean {
    private static final Logger log = LoggerFactory.getLogger(ResultStoreRecords.class);

    private final ResultStore results;
    private final FinishedTasks finished;
    private final Persistence persistence;
    private final WorkerIdentity worker;
    private final Ends ends;
    private final Clock clock;
    // Who hears from the result store must not wait for the database.
    private final ExecutorService owing = Executors.newCachedThreadPool();

    ResultStoreRecords(
            ResultStore results,
            FinishedTasks finished,
            Persistence persistence,
            WorkerIdentity worker,
            Ends ends,
            Clock clock) {
        this.results = results;
        this.finished = finished;
        this.persistence = persistence;
        this.worker = worker;
        this.ends = ends;
        this.clock = clock;
    }

    /** Finds tasks that ended well, or that nobody wants. */
    @Override
    public CompletionStage<Void> lookUp(
            TaskRequest request, Executor threads, Function<Optional<TaskSnapshot>, CompletionStage<Void>> next) {
        return results.findEndAsync(request.id())
                .handleAsync((known, failure) -> next.apply(failure == null ? known : owed(request.id())), threads)
                .thenCompose(Function.identity());
    }

    private Optional<TaskSnapshot> owed(TaskId id) {
        return persistence.insist("look up task " + id, () -> finished.find(id));
    }

    @Override
    public CompletionStage<Void> tellAgain(TaskRequest request, TaskSnapshot earlier) {
        return ends.tell(request, earlier);
    }

    @Override
    public CompletionStage<TaskSnapshot> end(
            TaskRequest request, Supplier<TaskOutcome> effects, @Nullable Instant begun) {
        TaskOutcome outcome = persistence.insist("run " + request.id() + " to its end", effects);
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
