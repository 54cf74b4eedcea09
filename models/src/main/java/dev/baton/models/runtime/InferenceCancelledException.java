package dev.baton.models.runtime;

/** The work was ended from outside before it had a result. */
public final class InferenceCancelledException extends RuntimeException {
    public InferenceCancelledException(String message) {
        super(message);
    }
}
