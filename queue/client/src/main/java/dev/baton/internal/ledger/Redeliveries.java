package dev.baton.internal.ledger;

import dev.baton.task.TaskId;

/**
 * Counts the failed deliveries of each attempt: those after which it was delivered again, and that no worker had returned. Brokers do
 * not count these. Classic queues count nothing, some quorum queues count what was returned, and a header may be its sender's. Safe for
 * use by many threads and processes.
 */
public interface Redeliveries {
    /** Counts that an attempt was delivered again, and returns how many deliveries of it have failed. */
    int count(TaskId id, int attempt);

    /** Notes that a delivery of an attempt is about to be handed back: that it is delivered again is no failure. */
    void noteHandedBack(TaskId id, int attempt);

    /** Tells whether deliveries of an attempt were handed back and fewer than {@code limit} have failed. */
    boolean wereRatherHandedBack(TaskId id, int attempt, int limit);

    /** Forgets those of a task that was given up: it may be sent again. */
    void forget(TaskId id);
}
