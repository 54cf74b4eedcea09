package dev.baton.task;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a task at one moment: the content of its result record.
 *
 * @param result the output (SUCCESS), details of the run (STARTED), otherwise null
 * @param failure why it failed or was revoked, otherwise null
 * @param dateDone when it ended, null while it has not
 * @param children what it has called, as Celery writes results: JSON
 * @param details what an extended result holds, null where it is none
 */
public record TaskSnapshot(
        TaskId id,
        TaskState state,
        @Nullable Object result,
        @Nullable TaskFailure failure,
        @Nullable Instant dateDone,
        List<Object> children,
        @Nullable TaskDetails details) {
    public TaskSnapshot {
        children = List.copyOf(children);
    }

    /** Makes a record of a task that has called no other, without details. */
    public TaskSnapshot(
            TaskId id,
            TaskState state,
            @Nullable Object result,
            @Nullable TaskFailure failure,
            @Nullable Instant dateDone) {
        this(id, state, result, failure, dateDone, List.of(), null);
    }

    /** Returns the record of a task that waits on a queue. */
    public static TaskSnapshot pending(TaskId id) {
        return new TaskSnapshot(id, TaskState.PENDING, null, null, null);
    }

    /** Returns the same record with another result. */
    public TaskSnapshot withResult(@Nullable Object other) {
        return new TaskSnapshot(id, state, other, failure, dateDone, children, details);
    }

    /** Returns the same record of a task that has called {@code called}. */
    public TaskSnapshot withChildren(List<?> called) {
        return new TaskSnapshot(id, state, result, failure, dateDone, List.copyOf(called), details);
    }

    /** Returns the same record with what extended results hold, or without it. */
    public TaskSnapshot with(@Nullable TaskDetails other) {
        return new TaskSnapshot(id, state, result, failure, dateDone, children, other);
    }

    /** Returns the record of a task that a worker has begun. {@code details} names the process and host. */
    public static TaskSnapshot started(TaskId id, Object details) {
        return new TaskSnapshot(id, TaskState.STARTED, details, null, null);
    }

    /** Returns the record of a task that is under way, with what it says of itself. */
    public static TaskSnapshot progress(TaskId id, Object details) {
        return new TaskSnapshot(id, TaskState.PROGRESS, details, null, null);
    }

    /** Returns the record of a task that failed and waits to be tried again. */
    public static TaskSnapshot retry(TaskId id, TaskFailure failure) {
        return new TaskSnapshot(id, TaskState.RETRY, null, failure, null);
    }

    /** Returns the record of a task that ended with {@code outcome} at {@code now}. */
    public static TaskSnapshot finished(TaskId id, TaskOutcome outcome, Instant now) {
        if (outcome instanceof TaskOutcome.Succeeded succeeded) {
            return new TaskSnapshot(id, outcome.state(), succeeded.output(), null, now);
        }
        if (outcome instanceof TaskOutcome.GivenUp givenUp) {
            return new TaskSnapshot(id, outcome.state(), null, givenUp.failure(), now);
        }
        TaskOutcome.Revoked revoked = (TaskOutcome.Revoked) outcome;
        TaskFailure reason = new TaskFailure("TaskRevokedError", revoked.reason(), "celery.exceptions", null);
        return new TaskSnapshot(id, outcome.state(), null, reason, now);
    }
}
