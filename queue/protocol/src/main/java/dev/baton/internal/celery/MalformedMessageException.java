package dev.baton.internal.celery;

import dev.baton.task.TaskId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A message that is not a task of protocol 2. It can never run, so it must never be delivered again. */
public final class MalformedMessageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable TaskId id;

    MalformedMessageException(String message, @Nullable TaskId id) {
        super(message);
        this.id = id;
    }

    /** Returns the id that the message claims, where it is legible: its sender waits for an answer under it. */
    public Optional<TaskId> id() {
        return Optional.ofNullable(id);
    }
}
