package dev.baton.internal.ledger;

import dev.baton.task.TaskId;
import dev.baton.task.TaskOutcome;
import dev.baton.task.TaskSnapshot;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Which tasks have ended, and how. A task's row commits together with its effects: it keeps a task
 * that is delivered twice from having them twice. Safe for use by many threads and processes.
 */
public interface FinishedTasks {
    /**
     * Runs {@code effects} and records its outcome in one transaction, unless the task has ended already: then nothing
     * is run. Waits for another process that is just ending the same task.
     *
     * @return the result that stands, this one's or the earlier one's
     */
    default TaskSnapshot finish(TaskId id, Supplier<? extends TaskOutcome> effects) {
        return finish(id, effects, UnaryOperator.identity());
    }

    /** Ends {@code id} likewise, and in the same transaction runs {@code ending} on the end; what that returns is recorded. */
    TaskSnapshot finish(TaskId id, Supplier<? extends TaskOutcome> effects, UnaryOperator<TaskSnapshot> ending);

    /**
     * Ends {@code id} without effects, unless it has ended already. The result store is told later.
     *
     * @return how it ended, if this call ended it
     */
    Optional<TaskSnapshot> endUnrun(TaskId id, TaskOutcome outcome);

    /**
     * Ends {@code ids} as revoked, also those that had ended otherwise: none of them will have effects from now on. Call
     * it in the transaction that removes the effects of those that had some.
     */
    void withdraw(Collection<TaskId> ids);

    /** Forgets that {@code id} has failed, so that it may run once more; another end stands. */
    void forgetFailure(TaskId id);

    /** Returns how {@code id} ended, if it did. */
    default Optional<TaskSnapshot> find(TaskId id) {
        return Optional.ofNullable(findAll(List.of(id)).get(id));
    }

    /** Returns how those of {@code ids} that have ended did. */
    Map<TaskId, TaskSnapshot> findAll(Collection<TaskId> ids);

    /** Tells whether what has the id {@code id}, a task or a group, was revoked. */
    boolean isRevoked(String id);

    /** Returns which tasks were revoked, the latest first. */
    List<TaskId> revoked(int atMost);

    /** Notes that the result store could not be told how {@code id} ended. */
    void noteUnannounced(TaskId id);

    /** Notes that the result store must be told again how tasks ended in the last {@code span}, and returns how many. */
    int oweAgain(Duration span);

    /**
     * Passes {@code tell} the ends that the result store has not been told of, the latest first, and marks them as told. Ends that
     * another process is telling are skipped.
     *
     * @return how many were told
     */
    int announce(int atMost, Consumer<List<TaskSnapshot>> tell);

    /** Notes that the result store has been told of {@code told}. */
    void noteAnnounced(List<TaskSnapshot> told);
}
