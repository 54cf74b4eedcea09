package dev.baton.models.runtime;

/** A model could not be loaded or run. */
public final class InferenceFailedException extends RuntimeException {
    public InferenceFailedException(String message) {
        super(message);
    }

    public InferenceFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
