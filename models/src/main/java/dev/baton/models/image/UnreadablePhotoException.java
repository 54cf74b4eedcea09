package dev.baton.models.image;

/** The bytes are no photo that may be decoded; trying again cannot help. The message may be shown to the sender. */
public final class UnreadablePhotoException extends RuntimeException {
    public UnreadablePhotoException(String message) {
        super(message);
    }

    public UnreadablePhotoException(String message, Throwable cause) {
        super(message, cause);
    }
}
