package dev.baton.client;

import dev.baton.task.TaskFailure;
import dev.baton.task.TaskId;

/** The task has failed, and is not tried again. */
public final class FailedTaskException extends TaskException {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial")
    private final TaskFailure failure;

    FailedTaskException(TaskId id, TaskFailure failure) {
        super("task " + id + " failed: " + failure.type() + ": " + failure.message(), null);
        this.failure = failure;
    }

    /** What the worker said, with its stack trace where it is none that was expected. */
    public TaskFailure failure() {
        return failure;
    }
}
