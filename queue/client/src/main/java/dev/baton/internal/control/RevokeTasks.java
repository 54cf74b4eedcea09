package dev.baton.internal.control;

import dev.baton.internal.ledger.FinishedTasks;
import dev.baton.internal.ledger.Revocations;
import dev.baton.internal.result.ResultStore;
import dev.baton.internal.result.ResultStoreUnavailableException;
import dev.baton.task.Mark;
import dev.baton.task.TaskId;
import dev.baton.task.TaskSnapshot;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Revokes tasks: those that wait never run, also where no worker hears of it now; those that run are told to end, and have no
 * effects in any case. Safe for use by many threads.
 */
public final class RevokeTasks {
    private static final Logger log = LoggerFactory.getLogger(RevokeTasks.class);

    private final Revocations revocations;
    private final FinishedTasks finished;
    private final ResultStore results;
    private final WorkerSignals workers;

    RevokeTasks(Revocations revocations, FinishedTasks finished, ResultStore results, WorkerSignals workers) {
        this.revocations = revocations;
        this.finished = finished;
        this.results = results;
        this.workers = workers;
    }

    /** Revokes those of {@code ids} that have not ended, and returns how many it ended. An id may be that of a group. */
    public int revoke(Collection<TaskId> ids) {
        int ended = record(ids);
        workers.revoked(ids);
        return ended;
    }

    /**
     * Revokes the tasks with one of {@code stamps}, each a text or a list of texts. Tasks that wait on a queue end when a worker
     * receives them.
     *
     * @return how many tasks ended at once
     */
    public int revokeStamped(Map<String, ?> stamps) {
        int ended = recordStamped(stamps);
        workers.revokedStamped(stamps);
        return ended;
    }

    /** Makes it durable that {@code ids} are revoked, without telling the workers. */
    public int record(Collection<TaskId> ids) {
        return announced(revocations.revoke(ids));
    }

    /** Makes it durable that tasks with one of {@code stamps} are revoked, without telling the workers. */
    public int recordStamped(Map<String, ?> stamps) {
        return announced(revocations.revokeStamped(Mark.ofStamps(stamps)));
    }

    private int announced(List<TaskSnapshot> ended) {
        try {
            results.saveAll(ended);
            finished.noteAnnounced(ended);
        } catch (ResultStoreUnavailableException e) {
            log.warn("The ends of {} revoked tasks are owed to the result store: {}", ended.size(), e.getMessage());
        }
        return ended.size();
    }
}
