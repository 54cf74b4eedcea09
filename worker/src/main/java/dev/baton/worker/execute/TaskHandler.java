package dev.baton.worker.execute;

import dev.baton.models.runtime.Cancellation;
import dev.baton.task.TaskId;
import dev.baton.task.TaskType;

/** What one kind of task does. One instance serves all slots, so it must be safe for use by many threads. */
public interface TaskHandler<I extends Record, O> {
    TaskType<I, O> type();

    /** Computes what the task is to change and to answer. It must change nothing itself: it may run again elsewhere. */
    Effects<O> prepare(TaskId id, I input, Cancellation cancellation);

    /** Removes what only this task needed, once it has ended. It may be called more than once. */
    default void cleanUp(I input) {}

    /** What a task changes in the database. */
    @FunctionalInterface
    interface Effects<O> {
        /** Makes the changes, inside the transaction that also ends the task, and returns the task's output. */
        O commit();
    }
}
