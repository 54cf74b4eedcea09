package dev.baton.client;

import org.jspecify.annotations.Nullable;

/** A task was not sent, or has no result that its sender could be given. Its subtypes say why. */
public abstract sealed class TaskException extends RuntimeException
        permits UnsentTaskException,
                FailedTaskException,
                RevokedTaskException,
                UnfinishedTaskException,
                UnreadableResultException,
                UnavailableResultException {
    private static final long serialVersionUID = 1L;

    TaskException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
