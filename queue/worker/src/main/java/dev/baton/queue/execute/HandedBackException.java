package dev.baton.queue.execute;

/** The worker stops before the task could end: another worker must take it, from the start. */
public final class HandedBackException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    HandedBackException(String message) {
        super(message);
    }

    HandedBackException(String message, Throwable cause) {
        super(message, cause);
    }
}
