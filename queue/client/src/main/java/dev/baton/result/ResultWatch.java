package dev.baton.result;

import dev.baton.task.TaskSnapshot;
import java.time.Duration;
import java.util.Optional;

/** Listens for the end of one task until it is closed. */
public interface ResultWatch extends AutoCloseable {
    /**
     * Waits until the task is in a final state or {@code atMost} has passed, and returns what is known then.
     *
     * @throws ResultStoreUnavailableException where the store cannot be reached
     */
    Optional<TaskSnapshot> awaitFinal(Duration atMost);

    @Override
    void close();
}
