package dev.baton.internal.queue.housekeeping;

import dev.baton.handler.TaskContext;
import dev.baton.handler.TaskHandler;
import dev.baton.internal.ledger.OldRows;
import dev.baton.task.TaskType;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code baton.clean}: deletes rows of tasks that ended long ago. */
final class CleanLedger implements TaskHandler<CleanLedger.Nothing, CleanLedger.Deleted> {
    private final TaskType<Nothing, Deleted> type;
    private final List<OldRows> old;
    private final CleaningSettings settings;
    private final Clock clock;

    CleanLedger(String queue, List<OldRows> old, CleaningSettings settings, Clock clock) {
        this.type = new TaskType<>("baton.clean", Nothing.class, Deleted.class, queue);
        this.old = old;
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
        Instant before = clock.instant().minus(settings.after());
        Map<String, Long> counts = new LinkedHashMap<>();
        old.forEach(rows -> counts.put(rows.table(), rows.delete(before, settings.batch(), context::isCancelled)));
        return () -> new Deleted(counts);
    }

    /** It takes no arguments. */
    record Nothing() {}

    /** How many rows of each table were deleted. */
    record Deleted(Map<String, Long> rows) {}
}
