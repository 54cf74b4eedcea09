package dev.baton.internal.queue.settle;

/** The worker stops before the task could end: another worker must take it, from the start. */
public final class HandedBackException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public HandedBackException(String message, Throwable cause) {
        super(message, cause);
    }
}
