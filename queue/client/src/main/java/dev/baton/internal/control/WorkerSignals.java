package dev.baton.internal.control;

import dev.baton.task.TaskId;
import java.util.Collection;
import java.util.Map;

/** Tells workers to end the runs of tasks that were revoked. Nobody is promised to hear it. Safe for use by many threads. */
public interface WorkerSignals {
    /** Tells of {@code ids}, of tasks and of groups. */
    void revoked(Collection<TaskId> ids);

    /** Tells of {@code stamps}, each a text or a list of texts. */
    void revokedStamped(Map<String, ?> stamps);
}
