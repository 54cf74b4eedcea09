package dev.baton.handler;

import dev.baton.task.ConcurrencyKey;
import dev.baton.task.RateLimit;
import dev.baton.task.RetryRules;
import dev.baton.task.TaskType;
import dev.baton.task.TimeLimits;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one kind of task does. One instance serves all slots, so it must be safe for use by many threads. */
public interface TaskHandler<I extends Record, O extends @Nullable Object> {
    TaskType<I, O> type();

    /**
     * Computes what the task is to change and to answer. It must change nothing itself: it may run again elsewhere.
     *
     * @throws RefusedException where the task can never succeed
     * @throws RetryLaterException where it should be tried again later
     * @throws Exception anything else, which {@link #retries} may try again
     */
    Effects<O> prepare(TaskContext context, I input) throws Exception;

    /**
     * Whether {@link Effects#commit} changes anything. A handler that only computes says no: its tasks never touch the database,
     * unless they must wait or call others, and end in the result store alone.
     */
    default boolean hasEffects() {
        return true;
    }

    /** Which failures are tried again; none unless it says so. */
    default RetryRules retries() {
        return RetryRules.NONE;
    }

    /** How long a run may take, where the task's message does not say. */
    default TimeLimits limits() {
        return TimeLimits.NONE;
    }

    /** How many of these tasks may begin in a time, on all workers together; an operator may change it while they run. */
    default RateLimit rate() {
        return RateLimit.NONE;
    }

    /** With which other tasks this one shares how many places, if it does: of those only so many run at a time. */
    default Optional<ConcurrencyKey> concurrency(I input) {
        return Optional.empty();
    }

    /** Returns what removes what only this task needed, if it needed anything. It is run once the task has ended, or more often. */
    default Optional<Runnable> cleanUp(I input) {
        return Optional.empty();
    }

    /** What a task changes in the database. */
    @FunctionalInterface
    interface Effects<O extends @Nullable Object> {
        /**
         * Makes the changes, inside the transaction that also ends the task, and returns the task's output. What it throws undoes
         * them, and is the attempt's failure as if {@link #prepare} had thrown it.
         */
        O commit();
    }
}
