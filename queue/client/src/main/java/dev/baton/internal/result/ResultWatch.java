package dev.baton.internal.result;

import dev.baton.task.TaskSnapshot;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Listens for the end of one task until it is closed. */
public interface ResultWatch extends AutoCloseable {
    /**
     * Waits until the task is in a final state or {@code atMost} has passed, and returns what is known then.
     *
     * @throws ResultStoreUnavailableException where the store cannot be reached
     */
    Optional<TaskSnapshot> awaitFinal(Duration atMost);

    /**
     * Returns how the task ended, once that is heard. What depends on the stage may run on a thread that must not block.
     *
     * <p>The stage may never complete, since what is told while the store is away is not heard. Look now and then as well.
     */
    CompletionStage<TaskSnapshot> ended();

    @Override
    void close();
}
