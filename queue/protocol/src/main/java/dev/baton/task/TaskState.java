package dev.baton.task;

import java.util.EnumSet;
import java.util.Set;

/**
 * Celery's task states, and which may follow which. The result store allows no other moves:
 *
 * <pre>
 * from       to   PENDING RECEIVED STARTED PROGRESS RETRY SUCCESS FAILURE REVOKED
 * (unknown)          x       x        x       x       x      x       x       x
 * PENDING            .       x        x       x       x      x       x       x
 * RECEIVED           .       x        x       x       x      x       x       x
 * STARTED            .       .        x       x       x      x       x       x
 * PROGRESS           .       .        x       x       x      x       x       x
 * RETRY              .       x        x       .       x      x       x       x
 * SUCCESS, FAILURE and REVOKED are final.
 * </pre>
 *
 * STARTED follows STARTED and PROGRESS where a task is delivered again because its worker died.
 */
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

    /** Tells whether {@code next} may be the state after this one. */
    public boolean mayBecome(TaskState next) {
        if (isFinal() || next == PENDING) {
            return false;
        }
        return switch (this) {
            case STARTED, PROGRESS -> next != RECEIVED;
            case RETRY -> next != PROGRESS;
            default -> true;
        };
    }

    /** Tells whether no other state may follow. */
    public boolean isFinal() {
        return FINAL.contains(this);
    }
}
