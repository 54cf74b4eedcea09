package dev.baton.ledger;

import dev.baton.task.TaskId;
import dev.baton.task.TaskOutcome;
import dev.baton.task.TaskSnapshot;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.springframework.transaction.support.TransactionTemplate;

/** Ends tasks that nobody wants any more, whether they wait on a queue or in the schedule, or run. */
public final class Revocations {
    private final FinishedTasks finished;
    private final ScheduledTasks scheduled;
    private final TransactionTemplate transaction;

    Revocations(FinishedTasks finished, ScheduledTasks scheduled, TransactionTemplate transaction) {
        this.finished = finished;
        this.scheduled = scheduled;
        this.transaction = transaction;
    }

    /**
     * Ends those of {@code ids} that have not ended yet: from now on none of them has effects. Returns the ends of those
     * that it ended.
     */
    public List<TaskSnapshot> revoke(Collection<TaskId> ids) {
        // In one order, so that two that revoke the same tasks at once do not wait for each other for ever.
        TreeSet<String> ordered = new TreeSet<>(ids.stream().map(TaskId::value).toList());
        return transaction.execute(status -> {
            scheduled.cancel(ids);
            return ordered.stream()
                    .flatMap(id -> finished.end(new TaskId(id), new TaskOutcome.Revoked("revoked")).stream())
                    .toList();
        });
    }
}
