package dev.baton.queue.flow;

import dev.baton.celery.MessageCodec;
import dev.baton.ledger.FinishedTasks;
import dev.baton.ledger.ScheduledTask;
import dev.baton.ledger.ScheduledTasks;
import dev.baton.task.TaskRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/** Sees to what was to follow tasks that were revoked while they waited for their time: no worker is ever given those. */
@Component
final class CancelledTasks {
    private static final Logger log = LoggerFactory.getLogger(CancelledTasks.class);
    private static final int BATCH = 100;

    private final ScheduledTasks scheduled;
    private final FinishedTasks finished;
    private final FollowUps followUps;
    private final MessageCodec codec;
    private final TransactionTemplate transaction;

    CancelledTasks(
            ScheduledTasks scheduled,
            FinishedTasks finished,
            FollowUps followUps,
            MessageCodec codec,
            PlatformTransactionManager transactions) {
        this.scheduled = scheduled;
        this.finished = finished;
        this.followUps = followUps;
        this.codec = codec;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Scheduled(fixedDelayString = "${baton.worker.chord-interval:2s}")
    void follow() {
        try {
            transaction.executeWithoutResult(
                    status -> scheduled.takeCancelled(BATCH).forEach(this::follow));
        } catch (DataAccessException | TransactionException e) {
            log.debug("What was to follow revoked tasks waits", e);
        }
    }

    private void follow(ScheduledTask cancelled) {
        TaskRequest request = codec.decode(cancelled.message());
        finished.find(request.id()).ifPresent(ended -> followUps.begin(request, ended));
    }
}
