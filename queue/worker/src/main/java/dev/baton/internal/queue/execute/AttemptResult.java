package dev.baton.internal.queue.execute;

import dev.baton.task.TaskFailure;
import dev.baton.task.TaskOutcome;
import java.time.Duration;
import java.util.function.Supplier;

/** What came of one attempt at a task. */
sealed interface AttemptResult {
    /** The task ends as {@code effects} says, which runs in the transaction that ends it, and may change what its handler can reach. */
    record End(Supplier<TaskOutcome> effects, boolean hasEffects) implements AttemptResult {
        static End of(TaskOutcome outcome) {
            return new End(() -> outcome, false);
        }
    }

    /** The attempt failed, and the task is tried again after {@code delay}. */
    record Again(Duration delay, TaskFailure failure) implements AttemptResult {}
}
