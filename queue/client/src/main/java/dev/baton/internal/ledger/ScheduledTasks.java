package dev.baton.internal.ledger;

import dev.baton.task.Mark;
import dev.baton.task.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The tasks that wait for their time. Safe for use by many threads and processes. */
public interface ScheduledTasks {
    /**
     * Keeps {@code task} until it is due, unless the same attempt waits already or the task has ended; if it was revoked it is
     * {@linkplain #cancel cancelled}. One that was sent, and comes back since another clock says that it is not due yet, waits once
     * more.
     */
    void add(ScheduledTask task);

    /** Keeps {@code task} until its turn, which no other task has; also where the same attempt has waited for its eta before. */
    void addWithTurn(ScheduledTask task);

    /** Keeps {@code task}, which has been sent, unless it is known already. */
    void keepSent(ScheduledTask task);

    /** Tells whether the attempt was given a turn before, and has waited for it. */
    boolean hadTurn(TaskId id, int attempt);

    /** Returns the last turn that a task named {@code task} waits for. */
    Optional<Instant> lastTurn(String task);

    /** Gives the tasks named {@code task} that wait for a turn new ones: in the same order, from now on, at {@code interval}. */
    void spaceTurns(String task, Duration interval);

    /** Tells whether a later attempt than {@code attempt} is known: that one is done with. */
    boolean isSuperseded(TaskId id, int attempt);

    /**
     * Sends the due tasks, the most urgent first, then the longest waiting. A task that {@code send} does not return as sent is tried
     * again later. If the broker refused it, that is noted. Several processes may call this at once: each task is in the hands of one.
     *
     * @return how many were due, at most {@code atMost}
     */
    int sendDue(int atMost, Function<List<ScheduledTask>, Sending> send);

    /** Returns when the next task is due, if one waits. */
    Optional<Instant> nextDue();

    /** Returns the tasks that wait, the next one first. */
    List<ScheduledTask> waiting(int atMost);

    /** Returns the tasks that wait and have one of {@code marks}. */
    List<TaskId> waitingWith(Collection<Mark> marks);

    /** Lets {@code ids} wait no longer; none of them is sent any more. Workers see to what was to follow them. */
    void cancel(Collection<TaskId> ids);

    /** Forgets all attempts of {@code id}: it may run from the start. */
    void forget(TaskId id);

    /** Returns cancelled tasks, each once, as far as the current transaction commits. */
    List<ScheduledTask> takeCancelled(int atMost);
}
