package dev.baton.internal.queue.control;

import dev.baton.internal.celery.Moments;
import dev.baton.internal.event.LamportClock;
import dev.baton.internal.queue.execute.Handlers;
import dev.baton.internal.queue.execute.RunningTasks;
import dev.baton.internal.queue.lifecycle.ResidentMemory;
import dev.baton.internal.queue.settle.WorkerIdentity;
import java.lang.management.ManagementFactory;
import java.lang.management.RuntimeMXBean;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.springframework.util.unit.DataSize;

/** What a worker tells of itself, in the shapes of Celery's {@code inspect}. */
final class Inspection {
    private final RunningTasks running;
    private final Ledgers ledgers;
    private final Handlers handlers;
    private final Intake intake;
    private final WorkerIdentity identity;
    private final LamportClock clock;

    Inspection(
            RunningTasks running,
            Ledgers ledgers,
            Handlers handlers,
            Intake intake,
            WorkerIdentity identity,
            LamportClock clock) {
        this.running = running;
        this.ledgers = ledgers;
        this.handlers = handlers;
        this.intake = intake;
        this.identity = identity;
        this.clock = clock;
    }

    /** The questions, by the names that Celery has for them. */
    Map<String, Function<ControlCommand, Object>> commands() {
        Map<String, Function<ControlCommand, Object>> commands = new TreeMap<>();
        commands.put("active", command -> active());
        commands.put("reserved", command -> reserved());
        commands.put("scheduled", command -> waiting());
        commands.put("revoked", command -> ledgers.revoked());
        commands.put("registered", command -> registered());
        commands.put("active_queues", command -> activeQueues());
        commands.put("query_task", command -> query(command.texts("ids")));
        commands.put("stats", command -> stats());
        commands.put("conf", command -> conf());
        commands.put("report", command -> Map.of("ok", report()));
        commands.put(
                "memsample",
                command -> ResidentMemory.read().map(DataSize::toString).orElse("N/A"));
        commands.put("clock", command -> Map.of("clock", clock.value()));
        // A worker of Celery's asks this when it starts. What is revoked here is in the database.
        commands.put("hello", command -> Map.of("revoked", Map.of(), "clock", clock.forward()));
        for (String named : List.of("active", "reserved", "revoked", "conf")) {
            commands.put("dump_" + named, commands.get(named));
        }
        commands.put("dump_schedule", commands.get("scheduled"));
        commands.put("dump_tasks", commands.get("registered"));
        return commands;
    }

    private List<String> registered() {
        return List.copyOf(handlers.names());
    }

    private List<Map<String, Object>> active() {
        return running.all().stream().map(this::described).toList();
    }

    private List<Map<String, Object>> reserved() {
        return intake.reserved().stream().map(this::described).toList();
    }

    private Map<String, Object> described(Intake.Reserved task) {
        return Map.of(
                "id", task.id(),
                "name", task.task(),
                "type", task.task(),
                "hostname", identity.hostname(),
                "acknowledged", false,
                "worker_pid", identity.processId());
    }

    private Map<String, Object> described(RunningTasks.Running task) {
        Map<String, Object> described = new TreeMap<>();
        described.put("id", task.request().id().value());
        described.put("name", task.request().task());
        described.put("type", task.request().task());
        described.put("args", task.request().args());
        described.put("kwargs", task.request().kwargs());
        described.put("hostname", identity.hostname());
        described.put("time_start", Moments.secondsOf(task.begun()).doubleValue());
        described.put("acknowledged", false);
        described.put("worker_pid", identity.processId());
        return described;
    }

    private List<Map<String, Object>> waiting() {
        return ledgers.waiting().stream()
                .map(task -> Map.<String, Object>of(
                        "eta", Moments.write(task.due()),
                        "priority", Objects.requireNonNullElse(task.message().priority(), 0),
                        "request", Map.of("id", task.id().value(), "name", task.task(), "retries", task.attempt())))
                .toList();
    }

    private List<Map<String, Object>> activeQueues() {
        return intake.queues().stream()
                .map(queue -> Map.<String, Object>of(
                        "name",
                        queue,
                        "exchange",
                        Map.of("name", "", "type", "direct"),
                        "routing_key",
                        queue,
                        "durable",
                        true,
                        "exclusive",
                        false,
                        "auto_delete",
                        false))
                .toList();
    }

    /** What is known here of the tasks with these ids. */
    private Map<String, Object> query(List<String> wanted) {
        Map<String, Object> found = new TreeMap<>();
        running.all().stream()
                .filter(task -> wanted.contains(task.request().id().value()))
                .forEach(task -> found.put(task.request().id().value(), List.of("active", described(task))));
        intake.reserved().stream()
                .filter(task -> wanted.contains(task.id()))
                .forEach(task -> found.putIfAbsent(task.id(), List.of("reserved", described(task))));
        return found;
    }

    private Map<String, Object> stats() {
        Map<String, Object> stats = new TreeMap<>();
        stats.put("pid", identity.processId());
        stats.put("clock", String.valueOf(clock.value()));
        stats.put(
                "uptime",
                Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime())
                        .toSeconds());
        stats.put("prefetch_count", intake.slots());
        stats.put("pool", Map.of("max-concurrency", intake.slots(), "implementation", "threads"));
        stats.put("total", running.counts());
        stats.put(
                "rusage",
                ResidentMemory.read()
                        .<Object>map(memory -> Map.of("maxrss", memory.toKilobytes()))
                        .orElse("N/A"));
        return stats;
    }

    private Map<String, Object> conf() {
        return Map.of(
                "task_acks_late",
                true,
                "worker_prefetch_multiplier",
                1,
                "worker_concurrency",
                intake.slots(),
                "task_default_queue",
                intake.queues().stream().findFirst().orElse(""),
                "task_default_queue_type",
                "quorum");
    }

    /** What a report of a fault should tell. */
    private String report() {
        RuntimeMXBean java = ManagementFactory.getRuntimeMXBean();
        return """

                software -> baton java:%s (%s)
                platform -> system:%s machine:%s processors:%d
                queues -> %s slots:%d
                tasks -> %s
                """.formatted(
                        java.getSpecVersion(),
                        java.getVmName() + " " + java.getVmVersion(),
                        System.getProperty("os.name") + " " + System.getProperty("os.version"),
                        System.getProperty("os.arch"),
                        Runtime.getRuntime().availableProcessors(),
                        String.join(", ", intake.queues()),
                        intake.slots(),
                        String.join(", ", handlers.names()));
    }
}
