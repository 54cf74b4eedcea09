package dev.baton.internal.queue.housekeeping;

import dev.baton.internal.celery.MalformedMessageException;
import dev.baton.internal.celery.MessageCodec;
import dev.baton.internal.ledger.StuckTasks;
import dev.baton.internal.queue.settle.DatabaseRecords;
import dev.baton.task.TaskFailure;
import dev.baton.task.TaskOutcome;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.TransactionException;

/** Fails tasks that could not be sent for too long, and with them what was to follow: who waits for them hears why. */
final class StuckTaskEnds {
    private static final Logger log = LoggerFactory.getLogger(StuckTaskEnds.class);
    private static final int BATCH = 100;

    private final StuckTasks stuck;
    private final StuckSettings settings;
    private final MessageCodec codec;
    private final DatabaseRecords records;

    StuckTaskEnds(StuckTasks stuck, StuckSettings settings, MessageCodec codec, DatabaseRecords records) {
        this.stuck = stuck;
        this.settings = settings;
        this.codec = codec;
        this.records = records;
    }

    @Scheduled(fixedDelayString = "${baton.stuck.interval:5s}")
    void endOverdue() {
        try {
            List<StuckTasks.Stuck> overdue;
            do {
                overdue = stuck.overdue(settings.limit(), BATCH);
                overdue.forEach(this::end);
            } while (overdue.size() == BATCH);
        } catch (DataAccessException | TransactionException e) {
            log.debug("Tasks that cannot be sent are ended later", e);
        }
    }

    private void end(StuckTasks.Stuck overdue) {
        String why = overdue.why() + "; it was tried since " + overdue.since();
        log.error("{} {} is given up: {}", overdue.task().task(), overdue.task().id(), why);
        try {
            TaskFailure failure = TaskFailure.refusal("UndeliverableTask", why);
            records.endUnrun(codec.decode(overdue.task().message()), new TaskOutcome.GivenUp(failure));
        } catch (MalformedMessageException e) {
            log.warn("Nothing can follow task {}: {}", overdue.task().id(), e.getMessage());
        }
        stuck.end(overdue.task());
    }
}
