package dev.baton.task;

import java.util.EnumSet;
import java.util.Set;

/** Celery's task states. The result store never replaces a final one. */
public enum TaskState {
    PENDING,
    RECEIVED,
    STARTED,
    PROGRESS,
    RETRY,
    SUCCESS,
    FAILURE,
    REVOKED;

    private static final Set<TaskState> FINAL = EnumSet.of(SUCCESS, FAILURE, REVOKED);

    /** Tells whether no other state may follow. */
    public boolean isFinal() {
        return FINAL.contains(this);
    }
}
