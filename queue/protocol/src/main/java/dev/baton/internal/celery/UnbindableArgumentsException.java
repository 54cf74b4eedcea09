package dev.baton.internal.celery;

/** The arguments of a task do not fit its input. Names the argument; trying again would not help. */
public final class UnbindableArgumentsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnbindableArgumentsException(String message) {
        super(message);
    }
}
