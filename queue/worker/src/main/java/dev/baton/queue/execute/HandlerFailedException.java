package dev.baton.queue.execute;

/** What a handler threw, told from what fails around it. */
final class HandlerFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Throwable thrown;

    HandlerFailedException(Throwable thrown) {
        super(thrown);
        this.thrown = thrown;
    }

    /** Returns what the handler threw. */
    Throwable thrown() {
        return thrown;
    }
}
