package dev.baton.manual;

import dev.baton.handler.TaskHandler;
import dev.baton.task.RetryPolicy;
import dev.baton.task.RetryRules;
import dev.baton.task.TaskFailure;
import dev.baton.task.TaskId;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** One worker for each test. */
abstract class WithWorker {
    static final RetryRules TWICE = RetryRules.NONE.on(
            IllegalStateException.class, new RetryPolicy(2, Duration.ofMinutes(1), Duration.ofHours(1)));

    private @Nullable ManualWorker current;

    ManualWorker worker(TaskHandler<?, ?>... handlers) {
        return worker(ManualWorker.of(handlers));
    }

    ManualWorker worker(ManualWorker made) {
        current = made;
        return made;
    }

    /** The worker that was made last: for handlers, which are made before. */
    ManualWorker worker() {
        return Objects.requireNonNull(current);
    }

    @AfterEach
    void close() {
        worker().close();
    }

    static TaskFailure failure(ManualWorker worker, TaskId id) {
        return Objects.requireNonNull(worker.find(id).orElseThrow().failure());
    }
}
