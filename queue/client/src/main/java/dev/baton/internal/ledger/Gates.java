package dev.baton.internal.ledger;

import dev.baton.task.TaskId;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Lets so many tasks in at a time; the others wait in the schedule. Of those who share a gate the one with the fewest inside
 * goes first, in turn; of one's own tasks the most urgent, then the oldest. INVARIANT: whoever frees a place lets the next in, in one
 * transaction under the gate's lock, so nobody waits before a free place. Safe for use by many threads and processes.
 */
public interface Gates {
    /**
     * Gives {@code task} a place, which {@code holder} must renew within {@code lease}, or has it wait for one. A task that was let
     * in before, or is delivered again, has its place already.
     *
     * @return whether it has a place now
     */
    boolean enter(ScheduledTask task, Gate gate, String holder, Duration lease);

    /**
     * Has {@code tasks} wait for places, and {@code send} those that are let in at once. Where that fails, none of them waits. Should this
     * process die before it has sent them, the schedule does.
     */
    void admit(List<ScheduledTask> tasks, Gate gate, Consumer<List<ScheduledTask>> send);

    /** Gives the place of {@code id} to another; returns whether one waited for it, which is due now. */
    boolean leave(String gate, TaskId id);

    /** Keeps the places of {@code holder} for another {@code lease}. */
    void renew(String holder, Duration lease);

    /** Frees the places of tasks that have ended, and those that nobody has renewed; returns whether another was let in. */
    boolean sweep();
}
