package dev.baton.handler;

import dev.baton.task.TaskId;

/** One run of a task, as its handler sees it. Any thread may use it. */
public interface TaskContext {
    TaskId id();

    /** How many times the task was tried before. */
    int retries();

    /** Whether the run should end: the worker stops, the soft time limit has passed, or the task was revoked. */
    boolean isCancelled();

    /** Has {@code stop} called, by another thread, when the run should end; at once if it should already. */
    void onCancel(Runnable stop);

    /** Tells clients how far the task is, for example {@code Map.of("current", 3, "total", 10)}. It never fails. */
    void progress(Object details);
}
