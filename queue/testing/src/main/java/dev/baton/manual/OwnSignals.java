package dev.baton.manual;

import dev.baton.internal.control.WorkerSignals;
import dev.baton.internal.queue.execute.RevokedTasks;
import dev.baton.internal.queue.execute.RunningTasks;
import dev.baton.task.Mark;
import dev.baton.task.TaskId;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What the worker tells itself: there is no other. */
final class OwnSignals implements WorkerSignals {
    private final RevokedTasks heard;
    private final RunningTasks running;

    OwnSignals(RevokedTasks heard, RunningTasks running) {
        this.heard = heard;
        this.running = running;
    }

    @Override
    public void revoked(Collection<TaskId> ids) {
        heard.hear(ids);
        ids.forEach(running::revoke);
        List<TaskId> unused = running.revokeMarked(
                ids.stream().map(id -> Mark.ofGroup(id.value())).toList());
    }

    @Override
    public void revokedStamped(Map<String, ?> stamps) {
        Collection<Mark> marks = Mark.ofStamps(stamps);
        heard.hearMarks(marks);
        List<TaskId> unused = running.revokeMarked(marks);
    }
}
