package dev.baton.handler;

import java.time.Duration;

/** A run was cancelled because its soft time limit had passed. Retry rules may name it. */
public final class SoftTimeLimitExceededException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SoftTimeLimitExceededException(Duration limit, Throwable cause) {
        super("the soft time limit of " + limit.toMillis() / 1000.0 + " s has passed", cause);
    }
}
