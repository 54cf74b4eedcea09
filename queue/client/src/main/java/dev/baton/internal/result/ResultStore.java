package dev.baton.internal.result;

import dev.baton.task.TaskId;
import dev.baton.task.TaskSnapshot;
import dev.baton.task.TaskState;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What is known of tasks, for clients that poll or wait. Safe for use by many threads. */
public interface ResultStore {
    /**
     * Records {@code snapshot}, and tells those who wait for it where it is the end.
     *
     * Moves that {@link TaskState#mayBecome} does not allow are left out.
     *
     * @return the final state that stood already and stays, if one did
     * @throws ResultStoreUnavailableException where the store cannot be reached
     */
    Optional<TaskSnapshot> offer(TaskSnapshot snapshot);

    /**
     * Records {@code snapshot} like {@link #offer}, without waiting. What depends on the answer may run on a thread that must not be
     * held up.
     *
     * @return the final state that stood already and stays, if one did; fails with {@link ResultStoreUnavailableException} alone
     */
    CompletionStage<Optional<TaskSnapshot>> offerAsync(TaskSnapshot snapshot);

    /**
     * Records {@code snapshot} like {@link #offer}.
     *
     * @return false where a final state stood already
     */
    default boolean save(TaskSnapshot snapshot) {
        return offer(snapshot).isEmpty();
    }

    /** Records all of {@code snapshots} like {@link #offer}, together. */
    void saveAll(List<TaskSnapshot> snapshots);

    /** Notes that tasks wait, where nothing is known of them; it neither waits nor fails. */
    void notePending(List<TaskSnapshot> sent);

    /** Returns those of {@code ids} that have ended and whose results may have expired since. */
    Set<TaskId> expired(Collection<TaskId> ids);

    /** Makes {@code ids} unknown, so that they may begin again. */
    void forget(Collection<TaskId> ids);

    /** Tells what the store may have lost, until {@link #noteMemory}. */
    Memory memory();

    /** Notes that the process of the store that {@code memory} is about knows again what it must. */
    void noteMemory(Memory memory);

    /**
     * What a store remembers.
     *
     * @param process the store's own, which has a new name each time that it starts
     * @param lostFor how long ago what it was told may be lost; null where nothing is
     */
    record Memory(String process, @Nullable Duration lostFor) {}

    /**
     * Checks that the store takes what it is told: it may answer all who ask, and yet be full, or a replica, or unable to write to its
     * disk.
     *
     * @throws ResultStoreUnavailableException where it cannot be reached or refuses
     */
    void requireWritable();

    /** Returns what is known of {@code id}; nothing where it is unknown or has expired. */
    Optional<TaskSnapshot> find(TaskId id);

    /**
     * Returns how {@code id} ended, without waiting; nothing where it has not, is unknown or has expired. What depends on the answer
     * may run on a thread that must not be held up.
     */
    CompletionStage<Optional<TaskSnapshot>> findEndAsync(TaskId id);

    /** Returns what is known of each of {@code ids}, in one round trip. */
    Map<TaskId, TaskSnapshot> findAll(Collection<TaskId> ids);

    /**
     * Listens for the end of {@code id}. Begun before the task is sent, it costs no time: neither fails nor waits here, whatever the store
     * does.
     */
    ResultWatch watch(TaskId id);

    /** Waits until {@code id} is in a final state or {@code atMost} has passed, and returns what is known then. */
    default Optional<TaskSnapshot> awaitFinal(TaskId id, Duration atMost) {
        try (ResultWatch watch = watch(id)) {
            return watch.awaitFinal(atMost);
        }
    }
}
