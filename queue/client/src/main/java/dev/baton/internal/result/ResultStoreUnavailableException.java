package dev.baton.internal.result;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The result store cannot be reached, or refuses. Nothing is lost: effects and outcomes are in the database. */
public final class ResultStoreUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final @Nullable String refusal;

    public ResultStoreUnavailableException(String message, Throwable cause) {
        this(message, null, cause);
    }

    ResultStoreUnavailableException(String message, @Nullable String refusal, Throwable cause) {
        super(message, cause);
        this.refusal = refusal;
    }

    /** Returns the word with which a store that answers refuses, such as {@code OOM} or {@code READONLY}. */
    public Optional<String> refusal() {
        return Optional.ofNullable(refusal);
    }
}
