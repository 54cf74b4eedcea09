package dev.baton.handler;

/** A task that can never succeed, through no fault of the worker: its input is not what it must be. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String type;

    /** Makes a refusal of the stable kind {@code type}; the message says what was wrong and what is allowed. */
    public RefusedException(String type, String message) {
        super(message);
        this.type = type;
    }

    public RefusedException(String type, String message, Throwable cause) {
        super(message, cause);
        this.type = type;
    }

    public String type() {
        return type;
    }
}
