package dev.baton.client;

import dev.baton.internal.celery.OutputBinder;
import dev.baton.internal.control.RevokeTasks;
import dev.baton.task.TaskFailure;
import dev.baton.task.TaskId;
import dev.baton.task.TaskSnapshot;
import dev.baton.task.TaskState;
import dev.baton.task.TaskType;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One task, and how it ends. A handle holds nothing that must be closed. Safe for use by many threads.
 *
 * @param <O> its output; null only if its handler returned null
 */
public final class TaskHandle<O extends @Nullable Object> {
    private final TaskType<?, O> type;
    private final TaskId id;
    private final Ends ends;
    private final RevokeTasks revocation;

    TaskHandle(TaskType<?, O> type, TaskId id, Ends ends, RevokeTasks revocation) {
        this.type = type;
        this.id = id;
        this.ends = ends;
        this.revocation = revocation;
    }

    public TaskId id() {
        return id;
    }

    /**
     * Waits until the task has ended, and returns what it gave.
     *
     * @throws FailedTaskException where it failed
     * @throws RevokedTaskException where it was revoked, or expired
     * @throws UnreadableResultException where it gave what is no output of its type
     * @throws UnfinishedTaskException where {@code atMost} has passed, or the thread was interrupted, whose flag stays set
     * @throws UnavailableResultException where {@code atMost} has passed and nobody can be asked, or the application stops
     */
    public O await(Duration atMost) {
        return outcome(ends.await(id, atMost));
    }

    /**
     * Returns the output of the task once it has ended. The future fails with what {@link #await} throws; it has no time limit.
     *
     * <p>A listener hears of the end at once. Begun before the task is sent, it misses nothing. An end that is told while Redis is away is
     * found a few seconds after Redis or the database can be asked.
     *
     * <p>What depends on the future runs on the common pool. Cancel the future to stop listening, for example where the task may never
     * end. The task goes on.
     */
    public CompletableFuture<O> watch() {
        CompletableFuture<TaskSnapshot> end = ends.watch(id);
        CompletableFuture<O> output = new CompletableFuture<>();
        CompletableFuture<TaskSnapshot> unusedEnd =
                end.whenCompleteAsync((snapshot, failure) -> complete(output, snapshot, failure));
        CompletableFuture<O> unusedOutput = output.whenComplete((given, failure) -> end.cancel(false));
        return output;
    }

    private void complete(CompletableFuture<O> output, @Nullable TaskSnapshot end, @Nullable Throwable failure) {
        try {
            if (end == null) {
                output.completeExceptionally(Objects.requireNonNull(failure));
            } else {
                output.complete(outcome(end));
            }
        } catch (TaskException e) {
            output.completeExceptionally(e);
        }
    }

    private O outcome(TaskSnapshot end) {
        TaskFailure failure = end.failure();
        if (end.state() == TaskState.REVOKED) {
            throw new RevokedTaskException(id, failure == null ? RevokedTaskException.REVOKED : failure.message());
        }
        if (failure != null) {
            throw new FailedTaskException(id, failure);
        }
        try {
            return OutputBinder.bind(end.result(), type);
        } catch (IllegalArgumentException e) {
            throw new UnreadableResultException(id, e);
        }
    }

    /**
     * Returns the state of the task, {@code PENDING} if nothing is known of it.
     *
     * @throws UnavailableResultException where nobody can be asked
     */
    public TaskState state() {
        return snapshot().map(TaskSnapshot::state).orElse(TaskState.PENDING);
    }

    /**
     * Returns all that is known of the task, for example its progress; nothing where it is unknown or forgotten.
     *
     * @throws UnavailableResultException where nobody can be asked
     */
    public Optional<TaskSnapshot> snapshot() {
        return ends.find(id);
    }

    /**
     * Revokes the task unless it has ended. It never begins, or its run is told to end; it has no effects in any case. This holds once the
     * method returns, also while no worker runs.
     *
     * @return whether it had not ended
     * @throws org.springframework.dao.DataAccessException where the database refuses; then nothing is revoked
     * @throws org.springframework.transaction.TransactionException where the database is away; then nothing is revoked
     */
    public boolean revoke() {
        return revocation.revoke(List.of(id)) > 0;
    }

    @Override
    public String toString() {
        return type.name() + " " + id;
    }
}
