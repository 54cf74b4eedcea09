package dev.baton.client;

import org.jspecify.annotations.Nullable;

/** The task had not ended when the waiting did: the time was up, or the waiting thread was interrupted. It goes on. */
public final class UnfinishedTaskException extends TaskException {
    private static final long serialVersionUID = 1L;

    UnfinishedTaskException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
