package dev.baton.queue.execute;

import dev.baton.queue.settle.Call;
import dev.baton.task.TaskState;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Counts and times tasks, by name and how they ended. */
@Component
final class TaskMetrics {
    private final MeterRegistry meters;
    private final Clock clock;

    TaskMetrics(MeterRegistry meters, Clock clock) {
        this.meters = meters;
        this.clock = clock;
    }

    void record(Call<?> call, TaskState state, Instant begun) {
        // A name that anybody may send must not make a time series of its own.
        String task = call.hasHandler() ? call.request().task() : "unknown";
        meters.timer("baton.tasks", "task", task, "state", state.name())
                .record(Duration.between(begun, clock.instant()));
    }
}
