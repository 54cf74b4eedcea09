package dev.baton.internal.queue.builtin;

import dev.baton.handler.TaskContext;
import dev.baton.handler.TaskHandler;
import dev.baton.task.TaskType;
import org.jspecify.annotations.Nullable;

/** {@code celery.backend_cleanup}, which Celery's beat sends daily: nothing is to be done, since Redis forgets results by itself. */
final class CleanBackend implements TaskHandler<CleanBackend.Nothing, @Nullable Object> {
    /** It takes no arguments. */
    record Nothing() {}

    @Override
    public TaskType<Nothing, @Nullable Object> type() {
        return BuiltinConfiguration.type("celery.backend_cleanup", Nothing.class);
    }

    @Override
    public boolean hasEffects() {
        return false;
    }

    @Override
    // It takes the output of an Effects for one that is never null, whatever its type says.
    @SuppressWarnings("NullAway")
    public Effects<@Nullable Object> prepare(TaskContext context, Nothing input) {
        return () -> null;
    }
}
