package dev.baton.control;

import dev.baton.broker.ControlPublisher;
import dev.baton.broker.UnconfirmedPublishException;
import dev.baton.ledger.FinishedTasks;
import dev.baton.ledger.Revocations;
import dev.baton.result.ResultStore;
import dev.baton.result.ResultStoreUnavailableException;
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
    private final ControlPublisher control;

    RevokeTasks(Revocations revocations, FinishedTasks finished, ResultStore results, ControlPublisher control) {
        this.revocations = revocations;
        this.finished = finished;
        this.results = results;
        this.control = control;
    }

    /** Revokes those of {@code ids} that have not ended, and returns how many it ended. */
    public int revoke(Collection<TaskId> ids) {
        int ended = record(ids);
        try {
            control.broadcast(
                    "revoke",
                    Map.of(
                            "task_id",
                            ids.stream().map(TaskId::value).toList(),
                            "terminate",
                            true,
                            "signal",
                            "SIGTERM"));
        } catch (UnconfirmedPublishException e) {
            log.warn("Workers were not told of {} revoked tasks; those that run go on, without effect", ids.size(), e);
        }
        return ended;
    }

    /** Makes it durable that {@code ids} are revoked, without telling the workers. */
    public int record(Collection<TaskId> ids) {
        List<TaskSnapshot> ended = revocations.revoke(ids);
        for (TaskSnapshot snapshot : ended) {
            try {
                results.save(snapshot);
            } catch (ResultStoreUnavailableException e) {
                log.warn("The result of task {} is owed to the result store: {}", snapshot.id(), e.getMessage());
                finished.noteUnannounced(snapshot.id());
            }
        }
        return ended.size();
    }
}
