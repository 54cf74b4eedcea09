package dev.baton.internal.broker;

/** The broker did not confirm that it keeps a message. It may or may not have it. */
public sealed class UnconfirmedPublishException extends RuntimeException permits RefusedPublishException {
    private static final long serialVersionUID = 1L;

    UnconfirmedPublishException(String message) {
        super(message);
    }

    UnconfirmedPublishException(String message, Throwable cause) {
        super(message, cause);
    }
}
