package dev.baton.worker.job;

import dev.baton.handler.TaskContext;
import dev.baton.handler.TaskHandler;
import dev.baton.task.TaskType;
import java.util.function.IntUnaryOperator;

/** Removes jobs in small batches, until none is left or the task is to end; what is gone already does no harm. */
final class RemoveJobs implements TaskHandler<RemoveJobs.Nothing, RemoveJobs.Removed> {
    private static final int BATCH = 100;

    private final TaskType<Nothing, Removed> type;
    private final IntUnaryOperator removal;

    /** Runs as {@code task} on {@code queue}; {@code removal} removes at most as many as it is given, and says how many. */
    RemoveJobs(String task, String queue, IntUnaryOperator removal) {
        this.type = new TaskType<>(task, Nothing.class, Removed.class, queue);
        this.removal = removal;
    }

    @Override
    public TaskType<Nothing, Removed> type() {
        return type;
    }

    @Override
    public boolean hasEffects() {
        return false;
    }

    @Override
    public Effects<Removed> prepare(TaskContext context, Nothing input) {
        int all = 0;
        int last = BATCH;
        while (last == BATCH && !context.isCancelled()) {
            last = removal.applyAsInt(BATCH);
            all += last;
        }
        Removed removed = new Removed(all);
        return () -> removed;
    }

    /** It takes no arguments. */
    record Nothing() {}

    /** How many jobs were removed. */
    record Removed(int jobs) {}
}
