package dev.baton.client;

import org.jspecify.annotations.Nullable;

/** Nobody could be asked what became of the task: the result store is away, and the database knows of no end. */
public final class UnavailableResultException extends TaskException {
    private static final long serialVersionUID = 1L;

    UnavailableResultException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
