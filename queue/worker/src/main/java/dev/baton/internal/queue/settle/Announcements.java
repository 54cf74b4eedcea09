package dev.baton.internal.queue.settle;

import dev.baton.internal.ledger.FinishedTasks;
import dev.baton.internal.queue.events.Ends;
import dev.baton.internal.queue.events.WorkerEvents;
import dev.baton.internal.queue.lifecycle.WorkerSettings;
import dev.baton.internal.result.ResultStore;
import dev.baton.internal.result.ResultStoreUnavailableException;
import dev.baton.task.TaskFailure;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.TransactionException;

/**
 * Tells the result store and Celery's monitors of tasks, and the store what it missed while it was away. Any worker may do so for any
 * other.
 */
public final class Announcements {
    private static final Logger log = LoggerFactory.getLogger(Announcements.class);
    private static final int BATCH = 100;

    private final FinishedTasks finished;
    private final ResultStore results;
    private final WorkerEvents events;
    private final Ends ends;
    private final WorkerIdentity worker;
    private final boolean tracksStarted;

    Announcements(
            FinishedTasks finished,
            ResultStore results,
            WorkerEvents events,
            Ends ends,
            WorkerIdentity worker,
            WorkerSettings settings) {
        this.tracksStarted = settings.taskTrackStarted();
        this.finished = finished;
        this.results = results;
        this.events = events;
        this.ends = ends;
        this.worker = worker;
    }

    /** Tells that a task has begun, where clients want to know. It may fail: nobody depends on it. */
    public void started(TaskRequest request, Instant begun) {
        if (tracksStarted) {
            tell(request, worker.started(request, begun), begun);
        }
    }

    /** Tells why a task is tried again. */
    void retried(TaskRequest request, TaskFailure failure) {
        events.retried(request.id(), failure);
        tell(request, TaskSnapshot.retry(request.id(), failure), null);
    }

    /** Tells how far a task is that has {@code begun}. It may fail: nobody depends on it. */
    public void progress(TaskRequest request, Instant begun, Object details) {
        tell(request, TaskSnapshot.progress(request.id(), details), begun);
    }

    private void tell(TaskRequest request, TaskSnapshot snapshot, @Nullable Instant begun) {
        if (request.conditions().ignoreResult()) {
            return;
        }
        try {
            results.save(worker.describe(snapshot, request, begun));
        } catch (ResultStoreUnavailableException e) {
            log.warn("Could not tell that task {} is {}: {}", request.id(), snapshot.state(), e.getMessage());
        }
    }

    /** Tells how a task ended, or notes that this is owed; done once the client that waits at a queue, if one does, is told. */
    CompletionStage<Void> ended(TaskRequest request, TaskSnapshot ended, @Nullable Instant begun) {
        CompletionStage<Void> told = ends.tell(request, ended);
        if (!request.conditions().ignoreResult()) {
            try {
                results.save(worker.describe(ended, request, begun));
            } catch (ResultStoreUnavailableException e) {
                log.debug("The result of task {} is owed to the result store: {}", ended.id(), e.getMessage());
                finished.noteUnannounced(ended.id());
            }
        }
        return told;
    }

    /** Tells what is owed, the latest first, while other workers tell the rest. */
    @Scheduled(fixedDelayString = "${baton.worker.owed-results-interval:2s}")
    void tellOwed() {
        try {
            recall();
            int all = 0;
            int told;
            do {
                told = finished.announce(BATCH, results::saveAll);
                all += told;
            } while (told == BATCH);
            if (all > 0) {
                log.info("Gave the result store {} results that were owed", all);
            }
        } catch (ResultStoreUnavailableException | DataAccessException | TransactionException e) {
            log.debug("Results stay owed", e);
        }
    }

    /** What a store has lost that was flushed or killed is owed to it again, as far as the database knows and it has not expired. */
    private void recall() {
        ResultStore.Memory memory = results.memory();
        Duration lostFor = memory.lostFor();
        if (lostFor != null) {
            int lost = finished.oweAgain(lostFor);
            results.noteMemory(memory);
            if (lost > 0) {
                log.info("The result store may have lost what it knew; {} results are given to it again", lost);
            }
        }
    }
}
