package dev.baton.internal.queue.execute;

import dev.baton.internal.queue.events.WorkerEvents;
import dev.baton.internal.queue.settle.Announcements;
import dev.baton.task.Mark;
import dev.baton.task.TaskId;
import dev.baton.task.TaskRequest;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The tasks that run in this process, and the means to end each. */
public final class RunningTasks {
    private final Map<TaskId, Run> running = new ConcurrentHashMap<>();
    private final Map<String, Long> counts = new ConcurrentHashMap<>();
    private final Announcements announcements;
    private final WorkerEvents events;

    RunningTasks(MeterRegistry meters, Announcements announcements, WorkerEvents events) {
        this.events = events;
        this.announcements = announcements;
        Gauge.builder("baton.tasks.running", running, Map::size)
                .description("Tasks that run now")
                .register(meters);
    }

    Run begin(TaskRequest request) {
        Run run = new Run(request, announcements, this::end);
        running.put(request.id(), run);
        events.started(request.id());
        counts.merge(request.task(), 1L, Long::sum);
        return run;
    }

    /** Tells every run to end, so that other workers may have the tasks. */
    public void handBackAll() {
        running.values().forEach(run -> run.stop(StopReason.SHUTDOWN));
    }

    /** Tells the run of {@code id} to end, if it is here; returns whether it was. */
    public boolean revoke(TaskId id) {
        Run run = running.get(id);
        return run != null && run.stop(StopReason.REVOKED);
    }

    /** Tells every run that has one of {@code marks} to end, and returns those that were told. */
    public List<TaskId> revokeMarked(Collection<Mark> marks) {
        return running.values().stream()
                .filter(run -> !Collections.disjoint(run.request().marks(), marks))
                .filter(run -> run.stop(StopReason.REVOKED))
                .map(Run::id)
                .toList();
    }

    /** Tells clients of the runs that began before {@code then} and that they have not been told of. */
    void tellStarts(Instant then) {
        running.values().stream().filter(run -> run.begun().isBefore(then)).forEach(Run::tellStart);
    }

    /** What runs now. */
    public List<Running> all() {
        return running.values().stream()
                .map(run -> new Running(run.request(), run.begun()))
                .toList();
    }

    /** How many runs of each task have begun since the process did. */
    public Map<String, Long> counts() {
        return Map.copyOf(counts);
    }

    private void end(Run run) {
        running.remove(run.id(), run);
    }

    /** A task and since when it runs. */
    public record Running(TaskRequest request, Instant begun) {}
}
