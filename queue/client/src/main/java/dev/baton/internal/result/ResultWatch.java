package dev.baton.internal.result;

import dev.baton.task.TaskSnapshot;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Listens for the end of one task until it is closed. */
public interface ResultWatch extends AutoCloseable {
    /**
     * Waits until the task is in a final state or {@code atMost} has passed, and returns what is known then.
     *
     * @throws ResultStoreUnavailableException where the store cannot be reached
     */
    default Optional<TaskSnapshot> awaitFinal(Duration atMost) {
        // What came before is found, what comes after is heard.
        Optional<TaskSnapshot> known = find();
        if (known.filter(snapshot -> snapshot.state().isFinal()).isPresent()) {
            return known;
        }
        try {
            return Optional.of(
                    heard().toCompletableFuture().get(TimeUnit.NANOSECONDS.convert(atMost), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return find();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return find();
        }
    }

    /**
     * Returns what is known of the task; an end that is told later is {@link #heard}.
     *
     * @throws ResultStoreUnavailableException where the store cannot be reached
     */
    Optional<TaskSnapshot> find();

    /** Returns how the task ended, once that is told; an end of before may not be. */
    CompletionStage<TaskSnapshot> heard();

    /**
     * Returns how the task ended, once that is found or heard. What depends on the stage may run on a thread that must not block.
     *
     * <p>The stage may never complete, since what is told while the store is away is not heard. Look now and then as well.
     */
    CompletionStage<TaskSnapshot> ended();

    @Override
    void close();
}
