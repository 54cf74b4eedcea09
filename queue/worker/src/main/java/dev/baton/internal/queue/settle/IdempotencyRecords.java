package dev.baton.internal.queue.settle;

import dev.baton.task.TaskOutcome;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskSnapshot;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Records that tasks have ended, so that a second delivery has no effects. Stages that depend on a returned one may run on a thread
 * that must not block. Safe for use by many threads.
 */
public sealed interface IdempotencyRecords permits DatabaseRecords, ResultStoreRecords {
    /**
     * Looks up, without waiting, how an earlier delivery of {@code request} ended, and calls {@code next} with that on one of
     * {@code threads}. It is done when {@code next} is.
     */
    CompletionStage<Void> lookUp(
            TaskRequest request, Executor threads, Function<Optional<TaskSnapshot>, CompletionStage<Void>> next);

    /** Tells clients again of a task that had ended {@code earlier}; done once that is told. */
    CompletionStage<Void> tellAgain(TaskRequest request, TaskSnapshot earlier);

    /**
     * Has the {@code effects} of a task take place, and records their outcome, unless an end is recorded already. Returns the end that
     * stands, once clients are told. What {@code effects} throws is thrown.
     *
     * @param begun when its run began, if it did
     */
    CompletionStage<TaskSnapshot> end(TaskRequest request, Supplier<TaskOutcome> effects, @Nullable Instant begun);
}
