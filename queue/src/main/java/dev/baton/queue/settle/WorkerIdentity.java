package dev.baton.queue.settle;

import dev.baton.task.TaskId;
import dev.baton.task.TaskSnapshot;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The name of this worker as Celery's tools show it: {@code baton17@host}, with its process id, since several may run on a host. */
@Component
public final class WorkerIdentity {
    private final String hostname;
    private final long processId = ProcessHandle.current().pid();

    WorkerIdentity() {
        this.hostname = "baton" + processId + "@" + host();
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    public String hostname() {
        return hostname;
    }

    /** Returns the record of a task that this worker has begun, as Celery's workers write it. */
    TaskSnapshot started(TaskId id) {
        return TaskSnapshot.started(id, Map.of("pid", processId, "hostname", hostname));
    }

    public long processId() {
        return processId;
    }
}
