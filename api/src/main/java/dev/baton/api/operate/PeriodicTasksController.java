package dev.baton.api.operate;

import dev.baton.api.problem.ProblemException;
import dev.baton.api.problem.ProblemType;
import dev.baton.api.problem.Refuses;
import dev.baton.periodic.PeriodicStatus;
import dev.baton.periodic.PeriodicTasks;
import dev.baton.task.TaskId;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Periodic tasks: lists, pauses and resumes them, and runs one now. */
@RestController
@Tag(name = "Periodic tasks")
@RequestMapping("/api/v1/operate/periodic-tasks")
final class PeriodicTasksController {
    private final PeriodicTasks tasks;

    PeriodicTasksController(PeriodicTasks tasks) {
        this.tasks = tasks;
    }

    /**
     * Lists the periodic tasks. Each has its next and its last tick.
     *
     * @return all that there are
     */
    @GetMapping
    PeriodicTaskList listPeriodicTasks() {
        return new PeriodicTaskList(
                tasks.list().stream().map(PeriodicTaskBody::of).toList());
    }

    /**
     * Shows a periodic task. It has its next and its last tick, and its last failure.
     *
     * @param name the periodic task's
     * @return the periodic task
     */
    @GetMapping("/{name}")
    @Refuses(ProblemType.PERIODIC_TASK_NOT_FOUND)
    PeriodicTaskBody getPeriodicTask(@PathVariable String name) {
        return tasks.find(name).map(PeriodicTaskBody::of).orElseThrow(() -> unknown(name));
    }

    /**
     * Pauses a periodic task. Its ticks are left out until it is resumed.
     *
     * @param name the periodic task's
     * @return the periodic task
     */
    @PostMapping("/{name}/pause")
    @Refuses(ProblemType.PERIODIC_TASK_NOT_FOUND)
    PeriodicTaskBody pausePeriodicTask(@PathVariable String name) {
        tasks.pause(name);
        return getPeriodicTask(name);
    }

    /**
     * Resumes a periodic task. It goes on with its next tick.
     *
     * @param name the periodic task's
     * @return the periodic task
     */
    @PostMapping("/{name}/resume")
    @Refuses(ProblemType.PERIODIC_TASK_NOT_FOUND)
    PeriodicTaskBody resumePeriodicTask(@PathVariable String name) {
        tasks.resume(name);
        return getPeriodicTask(name);
    }

    /**
     * Runs a periodic task now. Its ticks stay as they are.
     *
     * @param name the periodic task's
     * @return the task that was sent
     */
    @PostMapping("/{name}/run")
    @Refuses({ProblemType.PERIODIC_TASK_NOT_FOUND, ProblemType.QUEUE_UNAVAILABLE})
    PeriodicTaskRun runPeriodicTask(@PathVariable String name) {
        TaskId id = tasks.runNow(name).orElseThrow(() -> unknown(name));
        return new PeriodicTaskRun(id.value());
    }

    private static ProblemException unknown(String name) {
        return ProblemType.PERIODIC_TASK_NOT_FOUND.because("there is no periodic task " + name);
    }

    record PeriodicTaskList(List<PeriodicTaskBody> periodicTasks) {}

    record PeriodicTaskRun(String taskId) {}

    /**
     * One of them.
     *
     * @param timing a cron with its time zone, or an interval
     * @param catchUp what becomes of ticks that were missed
     */
    record PeriodicTaskBody(
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

        static PeriodicTaskBody of(PeriodicStatus status) {
            TaskId last = status.lastTask();
            return new PeriodicTaskBody(
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
