package dev.baton.internal.queue.execute;

/** What a handler threw, told from what fails around it. */
final class HandlerFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    HandlerFailedException(Throwable thrown) {
        super(thrown);
    }

    /** Returns what the handler threw, where {@code failure} is that, and else {@code failure}. */
    static Throwable unwrap(Throwable failure) {
        return failure instanceof HandlerFailedException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
