package dev.baton.internal.broker;

/** The broker has refused a message and will again, as things are: no queue has the name that it was sent to, for example. */
final class RefusedPublishException extends UnconfirmedPublishException {
    private static final long serialVersionUID = 1L;

    RefusedPublishException(String message) {
        super(message);
    }
}
