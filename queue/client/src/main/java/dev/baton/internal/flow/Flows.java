package dev.baton.internal.flow;

import dev.baton.internal.broker.TaskPublisher;
import dev.baton.internal.ledger.ScheduledTasks;
import dev.baton.internal.result.ChordCounts;
import dev.baton.internal.result.ResultStoreUnavailableException;
import dev.baton.internal.result.ResultTree;
import dev.baton.workflow.Signature;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Starts workflows. A workflow is stored in the database first, in the caller's transaction if there is one. It is sent at once or,
 * while the broker is away, by any worker later. Safe for use by many threads.
 */
public final class Flows {
    private static final Logger log = LoggerFactory.getLogger(Flows.class);
    private static final int BATCH = 100;

    private final Planner planner;
    private final Chords chords;
    private final ChordCounts counts;
    private final ScheduledTasks scheduled;
    private final TaskPublisher publisher;
    private final TransactionTemplate transaction;

    Flows(
            Planner planner,
            Chords chords,
            ChordCounts counts,
            ScheduledTasks scheduled,
            TaskPublisher publisher,
            TransactionTemplate transaction) {
        this.planner = planner;
        this.chords = chords;
        this.counts = counts;
        this.scheduled = scheduled;
        this.publisher = publisher;
        this.transaction = transaction;
    }

    /**
     * Starts {@code signature}, and returns where its results will be. A chain's result is that of its last step, and a chord's that of
     * its body, each with the preceding steps as parents. A group's results are those of its members.
     *
     * @throws IllegalArgumentException if Celery would not understand an option
     */
    public ResultTree start(Signature signature) {
        Plan plan = planner.start(signature);
        boolean isCallersTransaction = TransactionSynchronizationManager.isActualTransactionActive();
        transaction.executeWithoutResult(status -> keep(plan));
        if (isCallersTransaction) {
            sendAfterCommit();
        } else {
            send();
        }
        return plan.results().get(0);
    }

    /** Makes {@code plan} part of the current transaction: once that commits, workers send it, until the broker has it. */
    public void keep(Plan plan) {
        plan.chords().forEach(chord -> {
            chords.start(chord);
            announce(chord);
        });
        plan.tasks().forEach(scheduled::add);
    }

    /** Celery's workers can only end a chord that was announced before its last task ends. If it is not, a look at it does. */
    private void announce(StartedChord chord) {
        try {
            counts.announce(
                    chord.group(), chord.expected(), Optional.of(chord.header()).filter(ResultTree::isNested));
            chords.noteAnnounced(chord.group());
        } catch (ResultStoreUnavailableException e) {
            log.warn("The chord {} is yet to be announced: {}", chord.group(), e.getMessage());
        }
    }

    private void sendAfterCommit() {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                // Not by this thread, which still holds the transaction's connection.
                ForkJoinPool.commonPool().execute(Flows.this::send);
            }
        });
    }

    private void send() {
        try {
            int due;
            do {
                due = scheduled.sendDue(BATCH, publisher::publishDue);
            } while (due == BATCH);
        } catch (DataAccessException | TransactionException e) {
            log.warn("A workflow waits for a worker to send it", e);
        }
    }
}
