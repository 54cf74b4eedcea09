package dev.baton.models.catalog;

/** A model's file is not what its manifest pins; it is not used. */
public final class UntrustedModelException extends RuntimeException {
    public UntrustedModelException(String message) {
        super(message);
    }

    public UntrustedModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
