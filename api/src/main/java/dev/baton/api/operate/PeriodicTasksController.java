package dev.baton.api.operate;

import dev.baton.api.problem.ProblemException;
import dev.baton.api.problem.ProblemType;
import dev.baton.periodic.PeriodicStatus;
import dev.baton.periodic.PeriodicTasks;
import dev.baton.task.TaskId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Periodic tasks: lists, pauses and resumes them, and runs one now. */
@RestController
@RequestMapping("/api/v1/operate/periodic-tasks")
final class PeriodicTasksController {
    private final PeriodicTasks tasks;

    PeriodicTasksController(PeriodicTasks tasks) {
        this.tasks = tasks;
    }

    @GetMapping
    Map<String, List<Body>> list() {
        return Map.of("periodic_tasks", tasks.list().stream().map(Body::of).toList());
    }

    @GetMapping("/{name}")
    Body one(@PathVariable String name) {
        return tasks.find(name).map(Body::of).orElseThrow(() -> unknown(name));
    }

    @PostMapping("/{name}/pause")
    Body pause(@PathVariable String name) {
        tasks.pause(name);
        return one(name);
    }

    @PostMapping("/{name}/resume")
    Body resume(@PathVariable String name) {
        tasks.resume(name);
        return one(name);
    }

    @PostMapping("/{name}/run")
    Map<String, String> run(@PathVariable String name) {
        TaskId id = tasks.runNow(name).orElseThrow(() -> unknown(name));
        return Map.of("task_id", id.value());
    }

    private static ProblemException unknown(String name) {
        return ProblemType.PERIODIC_TASK_NOT_FOUND.because("there is no periodic task " + name);
    }

    /** One of them. */
    record Body(
            String name,
            String timing,
            String catchUp,
            String task,
            String queue,
            boolean paused,
            Instant nextTick,
            @Nullable Instant lastTick,
            @Nullable Instant lastSentAt,
            @Nullable String lastTaskId,
            @Nullable String lastFailure,
            @Nullable Instant lastFailedAt) {

        static Body of(PeriodicStatus status) {
            TaskId last = status.lastTask();
            return new Body(
                    status.name(),
                    status.timing(),
                    status.catchUp().name().toLowerCase(Locale.ROOT),
                    status.call().task(),
                    status.call().queue(),
                    status.paused(),
                    status.nextTick(),
                    status.lastTick(),
                    status.lastSentAt(),
                    last == null ? null : last.value(),
                    status.lastFailure(),
                    status.lastFailedAt());
        }
    }
}
