package dev.baton.client;

import dev.baton.task.TaskId;

/** The task was revoked, or expired before it was begun. It has had no effects. */
public final class RevokedTaskException extends TaskException {
    private static final long serialVersionUID = 1L;

    static final String REVOKED = "revoked";

    private final String reason;

    RevokedTaskException(TaskId id, String reason) {
        super("task " + id + " was revoked" + (reason.equals(REVOKED) ? "" : ": " + reason), null);
        this.reason = reason;
    }

    /** Celery's word for it: {@code revoked}, {@code terminated} or {@code expired}. */
    public String reason() {
        return reason;
    }
}
