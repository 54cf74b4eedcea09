package dev.baton.photo.format;

/** A file that is not a photo that Baton takes. The message says what is wrong with it and what is allowed. */
public final class UnacceptablePhotoException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    UnacceptablePhotoException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** What is wrong, as a stable name. */
    public enum Reason {
        EMPTY,
        TOO_LARGE,
        UNSUPPORTED_FORMAT,
        TRUNCATED,
        CORRUPT,
        TOO_SMALL,
        TOO_MANY_PIXELS
    }
}
