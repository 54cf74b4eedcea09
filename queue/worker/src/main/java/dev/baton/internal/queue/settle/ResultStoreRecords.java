package dev.baton.internal.queue.settle;

import dev.baton.internal.queue.events.Ends;
import dev.baton.internal.result.ResultStore;
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
import org.springframework.beans.factory.DisposableBean;

/**
 * The idempotency records of tasks without effects. Running one twice does no harm, so their results are record enough. The database
 * holds only what the result store could not take.
 */
public final class ResultStoreRecords implements IdempotencyRecords, DisposableBean {
    private final ResultStore results;
    private final DatabaseRecords inDatabase;
    private final Persistence persistence;
    private final WorkerIdentity worker;
    private final Ends ends;
    private final Clock clock;
    // Who hears from the result store must not wait for the database.
    private final ExecutorService owing = Executors.newCachedThreadPool();

    ResultStoreRecords(
            ResultStore results,
            DatabaseRecords inDatabase,
            Persistence persistence,
            WorkerIdentity worker,
            Ends ends,
            Clock clock) {
        this.results = results;
        this.inDatabase = inDatabase;
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
                .handleAsync(
                        (known, failure) -> next.apply(failure == null ? known : inDatabase.find(request)), threads)
                .thenCompose(Function.identity());
    }

    @Override
    public CompletionStage<Void> tellAgain(TaskRequest request, TaskSnapshot earlier) {
        return ends.tell(request, earlier);
    }

    @Override
    public CompletionStage<TaskSnapshot> end(
            TaskRequest request, Supplier<TaskOutcome> effects, @Nullable Instant begun) {
        TaskOutcome outcome = persistence.insist("run " + request.id() + " to its end", effects);
        TaskSnapshot ended = TaskSnapshot.finished(request.id(), outcome, clock.instant());
        if (request.conditions().ignoreResult()) {
            return tell(request, ended);
        }
        return results.offerAsync(worker.describe(ended, request, begun))
                // Not exceptionallyAsync, which changes the thread also where nothing failed.
                .handle((stood, failure) -> failure == null
                        ? tell(request, stood.orElse(ended))
                        : CompletableFuture.supplyAsync(() -> inDatabase.owe(request, outcome), owing)
                                .thenCompose(kept -> tell(request, kept)))
                .thenCompose(Function.identity());
    }

    private CompletionStage<TaskSnapshot> tell(TaskRequest request, TaskSnapshot ended) {
        return ends.tell(request, ended).thenApply(told -> ended);
    }

    @Override
    public void destroy() {
        owing.shutdown();
    }
}
