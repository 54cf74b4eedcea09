package dev.baton.photo.store;

/** The photo store cannot be reached or failed: trying again later may help. */
public final class PhotoStoreUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PhotoStoreUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
