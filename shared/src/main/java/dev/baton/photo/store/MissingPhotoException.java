package dev.baton.photo.store;

/** No photo lies under a key. */
public final class MissingPhotoException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MissingPhotoException(String key) {
        super("there is no photo under the key '" + key + "'");
    }
}
