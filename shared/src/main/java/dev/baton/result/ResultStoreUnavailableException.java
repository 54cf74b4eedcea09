package dev.baton.result;

/** The result store cannot be reached. Nothing is lost: effects and outcomes are in the database. */
public final class ResultStoreUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ResultStoreUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
