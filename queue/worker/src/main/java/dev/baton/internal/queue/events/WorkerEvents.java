package dev.baton.internal.queue.events;

import dev.baton.internal.event.Event;
import dev.baton.internal.event.EventSettings;
import dev.baton.internal.event.EventStream;
import dev.baton.internal.event.TaskEvents;
import dev.baton.task.TaskFailure;
import dev.baton.task.TaskId;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskSnapshot;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Follows each task through this worker and tells of it, while that is wanted. It never fails, and never waits. */
public final class WorkerEvents {
    private final EventStream stream;
    private final Map<TaskId, Long> begun = new ConcurrentHashMap<>();
    private final AtomicLong processed = new AtomicLong();
    private volatile boolean enabled;

    WorkerEvents(EventStream stream, EventSettings settings, MeterRegistry meters) {
        this.stream = stream;
        this.enabled = settings.tasks();
        FunctionCounter.builder("baton.events.dropped", stream, EventStream::dropped)
                .description("Events that the broker did not take in time")
                .register(meters);
    }

    /** Tells of tasks from now on, or no longer; returns whether that changes anything. */
    public synchronized boolean enable(boolean wanted) {
        boolean isChange = enabled != wanted;
        enabled = wanted;
        return isChange;
    }

    public void received(TaskRequest request) {
        tell(() -> TaskEvents.received(request));
    }

    public void started(TaskId id) {
        begun.put(id, System.nanoTime());
        processed.incrementAndGet();
        tell(() -> TaskEvents.started(id));
    }

    /** The task has ended as {@code end} says, now or in an earlier delivery. */
    public void ended(TaskSnapshot end) {
        Duration runtime = stop(end.id());
        tell(() -> eventOf(end, runtime));
    }

    private static Event eventOf(TaskSnapshot end, Duration runtime) {
        return switch (end.state()) {
            case SUCCESS -> TaskEvents.succeeded(end.id(), end.result(), runtime);
            case REVOKED -> TaskEvents.revoked(end.id(), failureOf(end).message());
            default -> TaskEvents.failed(end.id(), failureOf(end));
        };
    }

    private static TaskFailure failureOf(TaskSnapshot end) {
        return Objects.requireNonNull(end.failure(), "a task that did not succeed says why");
    }

    public void retried(TaskId id, TaskFailure failure) {
        stop(id);
        tell(() -> TaskEvents.retried(id, failure));
    }

    public void rejected(TaskId id, boolean isRequeued) {
        stop(id);
        tell(() -> TaskEvents.rejected(id, isRequeued));
    }

    private Duration stop(TaskId id) {
        Long since = begun.remove(id);
        return since == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - since);
    }

    private void tell(Supplier<Event> what) {
        if (enabled) {
            stream.tell(what);
        }
    }

    /** Sends what waits to be told, for the process ends at once. */
    public void close() {
        stream.stop();
    }

    /** How many tasks run. */
    int active() {
        return begun.size();
    }

    /** How many runs have begun since the process did. */
    long processed() {
        return processed.get();
    }
}
