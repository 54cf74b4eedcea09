package dev.baton.models.install;

/** A pack's file could not be fetched or placed. */
public final class ModelDownloadException extends RuntimeException {
    ModelDownloadException(String message) {
        super(message);
    }

    ModelDownloadException(String message, Throwable cause) {
        super(message, cause);
    }
}
