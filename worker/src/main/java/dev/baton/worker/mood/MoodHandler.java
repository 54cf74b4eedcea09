package dev.baton.worker.mood;

import dev.baton.handler.TaskHandler;
import dev.baton.task.TaskType;
import dev.baton.task.TimeLimits;

/** Predicts, which changes nothing, within the time that an inference has. */
abstract class MoodHandler<I extends Record, O> implements TaskHandler<I, O> {
    final MoodSettings settings;
    private final TaskType<I, O> type;

    MoodHandler(TaskType<I, O> type, MoodSettings settings) {
        this.type = type;
        this.settings = settings;
    }

    @Override
    public final TaskType<I, O> type() {
        return type;
    }

    @Override
    public final boolean hasEffects() {
        return false;
    }

    @Override
    public final TimeLimits limits() {
        return settings.limits();
    }
}
