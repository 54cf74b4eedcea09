package dev.baton.internal.queue.control;

import dev.baton.internal.ledger.FinishedTasks;
import dev.baton.internal.ledger.ScheduledTask;
import dev.baton.internal.ledger.ScheduledTasks;
import dev.baton.task.TaskId;
import java.util.List;

/** What all workers know of tasks that none of them has. */
final class Ledgers {
    private static final int AT_MOST = 1000;

    private final ScheduledTasks scheduled;
    private final FinishedTasks finished;

    Ledgers(ScheduledTasks scheduled, FinishedTasks finished) {
        this.scheduled = scheduled;
        this.finished = finished;
    }

    List<ScheduledTask> waiting() {
        return scheduled.waiting(AT_MOST);
    }

    /** The tasks that were revoked, the latest first. */
    List<String> revoked() {
        return finished.revoked(AT_MOST).stream().map(TaskId::value).toList();
    }
}
