package dev.baton.internal.queue.flow;

import dev.baton.internal.celery.MessageCodec;
import dev.baton.internal.ledger.FinishedTasks;
import dev.baton.internal.ledger.ScheduledTask;
import dev.baton.internal.ledger.ScheduledTasks;
import dev.baton.internal.queue.events.Ends;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskSnapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/** Sees to what was to follow tasks that were revoked while they waited for their time, and tells of them: no worker is ever given those. */
final class CancelledTasks {
    private static final Logger log = LoggerFactory.getLogger(CancelledTasks.class);
    private static final int BATCH = 100;

    private final ScheduledTasks scheduled;
    private final FinishedTasks finished;
    private final FollowUps followUps;
    private final MessageCodec codec;
    private final Ends ends;
    private final TransactionTemplate transaction;

    CancelledTasks(
            ScheduledTasks scheduled,
            FinishedTasks finished,
            FollowUps followUps,
            MessageCodec codec,
            Ends ends,
            PlatformTransactionManager transactions) {
        this.scheduled = scheduled;
        this.finished = finished;
        this.followUps = followUps;
        this.codec = codec;
        this.ends = ends;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Scheduled(fixedDelayString = "${baton.worker.chord-interval:2s}")
    void follow() {
        try {
            while (followSome() == BATCH) {
                log.debug("More revoked tasks wait to be followed");
            }
        } catch (DataAccessException | TransactionException e) {
            log.debug("What was to follow revoked tasks waits", e);
        }
    }

    private int followSome() {
        List<ScheduledTask> cancelled = new ArrayList<>();
        Map<TaskRequest, TaskSnapshot> ended = new LinkedHashMap<>();
        transaction.executeWithoutResult(status -> {
            cancelled.addAll(scheduled.takeCancelled(BATCH));
            cancelled.forEach(task -> follow(task, ended));
        });
        // Monitors have been told that a worker received it, and no worker will tell them more.
        ended.forEach(ends::tell);
        return cancelled.size();
    }

    private void follow(ScheduledTask cancelled, Map<TaskRequest, TaskSnapshot> ended) {
        TaskRequest request = codec.decode(cancelled.message());
        finished.find(request.id()).ifPresent(end -> {
            followUps.begin(request, end);
            ended.put(request, end);
        });
    }
}
