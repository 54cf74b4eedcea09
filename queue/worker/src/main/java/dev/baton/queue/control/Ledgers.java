package dev.baton.queue.control;

import dev.baton.ledger.FinishedTasks;
import dev.baton.ledger.ScheduledTask;
import dev.baton.ledger.ScheduledTasks;
import dev.baton.task.TaskId;
import java.util.List;
import org.springframework.stereotype.Component;

/** What all workers know of tasks that none of them has. */
@Component
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
