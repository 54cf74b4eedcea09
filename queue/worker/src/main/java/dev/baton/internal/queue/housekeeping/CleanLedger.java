package dev.baton.internal.queue.housekeeping;

import dev.baton.deadletter.DeadLetters;
import dev.baton.handler.TaskContext;
import dev.baton.handler.TaskHandler;
import dev.baton.internal.ledger.OldRows;
import dev.baton.task.TaskType;
import java.time.Clock;
import java.util.Map;

/** {@code baton.clean}: deletes rows of tasks that ended long ago. */
final class CleanLedger implements TaskHandler<CleanLedger.Nothing, CleanLedger.Deleted> {
    private final TaskType<Nothing, Deleted> type;
    private final OldRows rows;
    private final DeadLetters letters;
    private final CleaningSettings settings;
    private final Clock clock;

    CleanLedger(String queue, OldRows rows, DeadLetters letters, CleaningSettings settings, Clock clock) {
        this.type = new TaskType<>("baton.clean", Nothing.class, Deleted.class, queue);
        this.rows = rows;
        this.letters = letters;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public TaskType<Nothing, Deleted> type() {
        return type;
    }

    @Override
    public boolean hasEffects() {
        return false;
    }

    /** Deletes at once, batch by batch and not in the task's one transaction: to delete again does no harm. */
    @Override
    public Effects<Deleted> prepare(TaskContext context, Nothing input) {
        Map<String, Long> counts =
                rows.delete(clock.instant().minus(settings.after()), settings.batch(), context::isCancelled);
        counts.put("dead_letter", (long) letters.forgetResent(settings.after()));
        return () -> new Deleted(counts);
    }

    /** It takes no arguments. */
    record Nothing() {}

    /** How many rows of each table were deleted. */
    record Deleted(Map<String, Long> rows) {}
}
