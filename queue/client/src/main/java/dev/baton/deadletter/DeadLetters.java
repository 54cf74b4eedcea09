package dev.baton.deadletter;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The messages that were given up, for those who look after them. Workers move them from the dead-letter queues to here. Nothing is
 * lost on the way, nor while they are looked at or sent again. Safe for use by many threads and processes.
 */
public interface DeadLetters {
    /** Returns those that {@code filter} means, the one that died last first. */
    List<DeadLetter> list(DeadLetterFilter filter, int limit, int offset);

    long count(DeadLetterFilter filter);

    Optional<DeadLetter> find(UUID id);

    /**
     * Sends a message again, as if for the first time: with no retries and no deliveries behind it, and its task's end
     * forgotten. Should this process die before it has, a worker goes on.
     *
     * @return whether there was such a letter
     * @throws RuntimeException where the broker did not confirm it, or the task's end could not be forgotten; a worker tries again
     */
    boolean resend(UUID id);

    /** Sends all that {@code filter} means again, as {@link #resend(UUID)}, and returns how many. */
    int resend(DeadLetterFilter filter);

    /** Deletes those that {@code filter} means; their tasks stay failed. Returns how many. */
    int purge(DeadLetterFilter filter);

    /** Deletes one; its task stays failed. Returns whether there was such a letter. */
    boolean purge(UUID id);
}
