package dev.baton.queue.settle;

import dev.baton.event.Node;
import dev.baton.task.TaskId;
import dev.baton.task.TaskSnapshot;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The name of this worker as Celery's tools show it: {@code baton17@host}, with its process id, since several may run on a host. */
@Component
public final class WorkerIdentity {
    private final Node node;

    WorkerIdentity(Node node) {
        this.node = node;
    }

    public String hostname() {
        return node.name();
    }

    /** Returns the record of a task that this worker has begun, as Celery's workers write it. */
    TaskSnapshot started(TaskId id) {
        return TaskSnapshot.started(id, Map.of("pid", node.processId(), "hostname", node.name()));
    }

    public long processId() {
        return node.processId();
    }
}
