package dev.baton.client;

/**
 * The tasks were not confirmed: by the broker, or by the database for delayed tasks and workflows. The broker may have some of them.
 * A task that is sent again under the same id is the same task.
 */
public final class UnsentTaskException extends TaskException {
    private static final long serialVersionUID = 1L;

    UnsentTaskException(String what, Throwable cause) {
        super(what + " could not be sent: " + cause.getMessage(), cause);
    }
}
