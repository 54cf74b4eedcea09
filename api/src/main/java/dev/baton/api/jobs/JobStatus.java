package dev.baton.api.jobs;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.baton.task.TaskSnapshot;
import dev.baton.task.TaskState;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How far a job, or one item of it, has come. */
enum JobStatus {
    PENDING,
    PROCESSING,
    COMPLETED,
    FAILED,
    CANCELLED;

    static JobStatus of(@Nullable TaskSnapshot snapshot) {
        if (snapshot == null || snapshot.state() == TaskState.PENDING) {
            return PENDING;
        }
        if (!snapshot.state().isFinal()) {
            return PROCESSING;
        }
        return switch (snapshot.state()) {
            case SUCCESS -> COMPLETED;
            case REVOKED -> CANCELLED;
            default -> FAILED;
        };
    }

    boolean hasEnded() {
        return this == COMPLETED || this == FAILED || this == CANCELLED;
    }

    @JsonValue
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
