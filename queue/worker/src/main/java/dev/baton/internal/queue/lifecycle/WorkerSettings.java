package dev.baton.internal.queue.lifecycle;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a worker takes tasks.
 *
 * @param concurrency slots: tasks that run at a time in this process
 * @param queues the queues to consume; empty stands for those of the handlers
 * @param drainTimeout how long running tasks may go on once the worker is told to stop
 * @param taskTrackStarted report STARTED to clients; Celery's {@code task_track_started}
 */
@ConfigurationProperties("baton.worker")
public record WorkerSettings(
        @DefaultValue("1") int concurrency,
        @DefaultValue({}) List<String> queues,
        @DefaultValue("30s") Duration drainTimeout,
        @DefaultValue("false") boolean taskTrackStarted) {

    public WorkerSettings {
        if (concurrency < 1 || drainTimeout.isNegative()) {
            throw new IllegalArgumentException("baton.worker needs concurrency >= 1 and drain-timeout >= 0");
        }
        queues = List.copyOf(queues);
    }
}
