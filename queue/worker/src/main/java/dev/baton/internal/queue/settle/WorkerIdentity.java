package dev.baton.internal.queue.settle;

import dev.baton.internal.event.Node;
import dev.baton.task.TaskDetails;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskSnapshot;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The name of this worker as Celery's tools show it: {@code baton17@host}, with its process id, since several may run on a host. */
public final class WorkerIdentity {
    private final Node node;

    WorkerIdentity(Node node) {
        this.node = node;
    }

    public String hostname() {
        return node.name();
    }

    /** Returns the record of a task that this worker has begun, as Celery's workers write it. */
    TaskSnapshot started(TaskRequest request, Instant now) {
        return TaskSnapshot.started(request.id(), Map.of("pid", node.processId(), "hostname", node.name()))
                .with(TaskDetails.taken(request, node.name()).startedAt(now));
    }

    /** Returns {@code snapshot} with what an extended result tells of the task that this worker has taken, and has begun, if it has. */
    TaskSnapshot describe(TaskSnapshot snapshot, TaskRequest request, @Nullable Instant begun) {
        if (snapshot.details() != null) {
            return snapshot;
        }
        TaskDetails taken = TaskDetails.taken(request, node.name());
        return snapshot.with(begun == null ? taken : taken.startedAt(begun));
    }

    public long processId() {
        return node.processId();
    }
}
