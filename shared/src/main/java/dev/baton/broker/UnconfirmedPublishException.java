package dev.baton.broker;

/** The broker did not confirm that it keeps a message. It may or may not have it. */
public final class UnconfirmedPublishException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnconfirmedPublishException(String message) {
        super(message);
    }

    UnconfirmedPublishException(String message, Throwable cause) {
        super(message, cause);
    }
}
