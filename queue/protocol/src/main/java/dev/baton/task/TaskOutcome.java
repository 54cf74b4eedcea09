package dev.baton.task;

import org.jspecify.annotations.Nullable;

/** How a run of a task ended. */
public sealed interface TaskOutcome {
    /** Returns the final state that this outcome leaves the task in. */
    TaskState state();

    /** The handler returned {@code output}, which is written as JSON. */
    record Succeeded(@Nullable Object output) implements TaskOutcome {
        @Override
        public TaskState state() {
            return TaskState.SUCCESS;
        }
    }

    /** The task failed and will not be tried again. */
    record GivenUp(TaskFailure failure) implements TaskOutcome {
        @Override
        public TaskState state() {
            return TaskState.FAILURE;
        }
    }

    /** The task was not run: it expired or was withdrawn. The reason is one of Celery's words, such as "expired". */
    record Revoked(String reason) implements TaskOutcome {
        @Override
        public TaskState state() {
            return TaskState.REVOKED;
        }
    }
}
