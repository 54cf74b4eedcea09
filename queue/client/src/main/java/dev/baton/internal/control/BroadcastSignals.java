package dev.baton.internal.control;

import dev.baton.internal.broker.ControlPublisher;
import dev.baton.internal.broker.UnconfirmedPublishException;
import dev.baton.task.TaskId;
import java.util.Collection;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Celery's commands, which all workers hear. */
final class BroadcastSignals implements WorkerSignals {
    private static final Logger log = LoggerFactory.getLogger(BroadcastSignals.class);

    private final ControlPublisher control;

    BroadcastSignals(ControlPublisher control) {
        this.control = control;
    }

    @Override
    public void revoked(Collection<TaskId> ids) {
        tell("revoke", "task_id", ids.stream().map(TaskId::value).toList());
    }

    @Override
    public void revokedStamped(Map<String, ?> stamps) {
        tell("revoke_by_stamped_headers", "headers", stamps);
    }

    private void tell(String command, String argument, Object what) {
        try {
            control.broadcast(command, Map.of(argument, what, "terminate", true, "signal", "SIGTERM"));
        } catch (UnconfirmedPublishException e) {
            log.warn("Workers were not told to end the runs of revoked tasks; those go on", e);
        }
    }
}
