package dev.baton.queue.control;

import dev.baton.broker.TaskQueues;
import dev.baton.ledger.ScheduledTasks;
import dev.baton.queue.WorkerSettings;
import dev.baton.queue.execute.Handlers;
import dev.baton.queue.execute.RunningTasks;
import dev.baton.queue.settle.WorkerIdentity;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** What a worker tells of itself, in the shapes of Celery's {@code inspect}. */
@Component
final class Inspection {
    private static final int MAX_SCHEDULED = 1000;

    private final RunningTasks running;
    private final ScheduledTasks scheduled;
    private final Handlers handlers;
    private final TaskQueues queues;
    private final WorkerSettings settings;
    private final WorkerIdentity identity;

    Inspection(
            RunningTasks running,
            ScheduledTasks scheduled,
            Handlers handlers,
            TaskQueues queues,
            WorkerSettings settings,
            WorkerIdentity identity) {
        this.running = running;
        this.scheduled = scheduled;
        this.handlers = handlers;
        this.queues = queues;
        this.settings = settings;
        this.identity = identity;
    }

    List<String> registered() {
        return List.copyOf(handlers.names());
    }

    List<Map<String, Object>> active() {
        return running.all().stream().map(this::described).toList();
    }

    private Map<String, Object> described(RunningTasks.Running task) {
        Map<String, Object> described = new TreeMap<>();
        described.put("id", task.request().id().value());
        described.put("name", task.request().task());
        described.put("type", task.request().task());
        described.put("args", task.request().args());
        described.put("kwargs", task.request().kwargs());
        described.put("hostname", identity.hostname());
        described.put("time_start", task.begun().toEpochMilli() / 1000.0);
        described.put("acknowledged", false);
        described.put("worker_pid", identity.processId());
        return described;
    }

    List<Map<String, Object>> waiting() {
        return scheduled.waiting(MAX_SCHEDULED).stream()
                .map(task -> Map.<String, Object>of(
                        "eta", task.due().toString(),
                        "priority", task.message().priority(),
                        "request", Map.of("id", task.id().value(), "name", task.task(), "retries", task.attempt())))
                .toList();
    }

    List<Map<String, Object>> activeQueues() {
        return queues.all().stream()
                .map(queue -> Map.<String, Object>of(
                        "name",
                        queue.name(),
                        "exchange",
                        Map.of("name", "", "type", "direct"),
                        "routing_key",
                        queue.name(),
                        "durable",
                        true,
                        "exclusive",
                        false,
                        "auto_delete",
                        false))
                .toList();
    }

    /** What is known here of the tasks with these ids. */
    Map<String, Object> query(List<String> wanted) {
        Map<String, Object> found = new TreeMap<>();
        running.all().stream()
                .filter(task -> wanted.contains(task.request().id().value()))
                .forEach(task -> found.put(task.request().id().value(), List.of("active", described(task))));
        return found;
    }

    Map<String, Object> stats() {
        return Map.of(
                "pid", identity.processId(),
                "uptime",
                        Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime())
                                .toSeconds(),
                "prefetch_count", settings.concurrency(),
                "pool", Map.of("max-concurrency", settings.concurrency(), "implementation", "threads"),
                "total", running.counts());
    }

    Map<String, Object> conf() {
        return Map.of(
                "task_acks_late",
                true,
                "worker_prefetch_multiplier",
                1,
                "worker_concurrency",
                settings.concurrency(),
                "task_default_queue",
                queues.all().isEmpty() ? "" : queues.all().get(0).name(),
                "task_default_queue_type",
                "quorum");
    }
}
