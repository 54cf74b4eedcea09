package dev.baton.result;

import dev.baton.task.TaskId;
import dev.baton.task.TaskSnapshot;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** What is known of tasks, for clients that poll or wait. Safe for use by many threads. */
public interface ResultStore {
    /**
     * Records {@code snapshot} and tells those who wait for it.
     *
     * @return the final state that stood already and stays, if one did
     * @throws ResultStoreUnavailableException where the store cannot be reached
     */
    Optional<TaskSnapshot> offer(TaskSnapshot snapshot);

    /**
     * Records {@code snapshot} like {@link #offer}.
     *
     * @return false where a final state stood already
     */
    default boolean save(TaskSnapshot snapshot) {
        return offer(snapshot).isEmpty();
    }

    /** Returns what is known of {@code id}; nothing where it is unknown or has expired. */
    Optional<TaskSnapshot> find(TaskId id);

    /** Returns what is known of each of {@code ids}, in one round trip. */
    Map<TaskId, TaskSnapshot> findAll(Collection<TaskId> ids);

    /** Waits until {@code id} is in a final state or {@code atMost} has passed, and returns what is known then. */
    Optional<TaskSnapshot> awaitFinal(TaskId id, Duration atMost);
}
