package dev.baton.client;

import dev.baton.task.TaskId;

/** The task succeeded with a result that is no output of its type. The message says what does not fit, and where it lies. */
public final class UnreadableResultException extends TaskException {
    private static final long serialVersionUID = 1L;

    UnreadableResultException(TaskId id, IllegalArgumentException cause) {
        super("task " + id + " succeeded, but " + cause.getMessage(), cause);
    }
}
