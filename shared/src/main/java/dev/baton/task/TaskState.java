package dev.baton.task;

import java.util.EnumSet;
import java.util.Set;

/** Celery's task states, and which may follow which. A final state is never left. */
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

    /** Tells whether {@code next} may be recorded after this state. Repeating a state that is not final is allowed. */
    public boolean mayBecome(TaskState next) {
        return !isFinal() && next != PENDING;
    }
}
