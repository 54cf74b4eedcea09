package dev.baton.internal.queue.control;

import dev.baton.internal.control.RevokeTasks;
import dev.baton.internal.queue.execute.RevokedTasks;
import dev.baton.internal.queue.execute.RunningTasks;
import dev.baton.task.Mark;
import dev.baton.task.TaskId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out commands and says what came of it, in the shapes that Celery's {@code inspect} and {@code control} know. */
public final class ControlCommands {
    private static final Logger log = LoggerFactory.getLogger(ControlCommands.class);

    private final RunningTasks running;
    private final RevokedTasks revoked;
    private final RevokeTasks revoking;
    private final Map<String, Function<ControlCommand, Object>> commands = new TreeMap<>();

    ControlCommands(
            Inspection inspection,
            Steering steering,
            RunningTasks running,
            RevokedTasks revoked,
            RevokeTasks revoking) {
        this.running = running;
        this.revoked = revoked;
        this.revoking = revoking;
        commands.put("ping", command -> Map.of("ok", "pong"));
        commands.put("revoke", this::revoke);
        commands.put("terminate", this::revoke);
        commands.put("revoke_by_stamped_headers", this::revokeStamped);
        commands.putAll(inspection.commands());
        commands.putAll(steering.commands());
    }

    /** Returns the reply to {@code command}; an unknown one is answered with the known ones. */
    public Object carryOut(ControlCommand command) {
        Function<ControlCommand, Object> known = commands.get(command.method());
        if (known == null) {
            return Map.of("error", "unknown command " + command.method() + ", known are " + commands.keySet());
        }
        try {
            return known.apply(command);
        } catch (IllegalArgumentException | ArithmeticException e) {
            return Map.of("error", command.method() + ": " + e.getMessage());
        } catch (RuntimeException e) {
            log.warn("The command {} failed", command.method(), e);
            return Map.of("error", command.method() + " failed: " + e.getMessage());
        }
    }

    /** Revokes durably what {@code command} revokes, whether or not the tasks are here. */
    public void record(ControlCommand command) {
        if (command.method().equals("revoke") || command.method().equals("terminate")) {
            revoking.record(ids(command));
        } else if (command.method().equals("revoke_by_stamped_headers")) {
            revoking.recordStamped(stamps(command));
        }
    }

    private Object revoke(ControlCommand command) {
        List<TaskId> ids = ids(command);
        revoked.hear(ids);
        boolean isTerminating = command.method().equals("terminate")
                || Boolean.TRUE.equals(command.arguments().get("terminate"));
        if (isTerminating) {
            ids.forEach(running::revoke);
            running.revokeMarked(
                    ids.stream().map(id -> Mark.ofGroup(id.value())).toList());
        }
        return Map.of("ok", "tasks " + String.join(", ", command.texts("task_id")) + " flagged as revoked");
    }

    private Object revokeStamped(ControlCommand command) {
        Map<String, Object> stamps = stamps(command);
        revoked.hearMarks(Mark.ofStamps(stamps));
        if (!Boolean.TRUE.equals(command.arguments().get("terminate"))) {
            return Map.of("ok", "headers " + stamps + " flagged as revoked, but not terminated");
        }
        List<TaskId> told = running.revokeMarked(Mark.ofStamps(stamps));
        return Map.of("ok", "headers " + stamps + (told.isEmpty() ? " were not terminated" : " revoked"));
    }

    /** Celery's API sends a map, its command line a list of {@code name=value}. */
    private static Map<String, Object> stamps(ControlCommand command) {
        Map<String, Object> stamps = new TreeMap<>();
        Object headers = command.arguments().get("headers");
        if (headers instanceof Map<?, ?> map) {
            map.forEach((name, value) -> stamps.put(String.valueOf(name), value));
        } else {
            command.texts("headers").stream()
                    .map(header -> header.split("=", 2))
                    .filter(parts -> parts.length == 2)
                    .forEach(parts -> stamps.put(parts[0], parts[1]));
        }
        return stamps;
    }

    private static List<TaskId> ids(ControlCommand command) {
        return command.texts("task_id").stream().map(TaskId::new).toList();
    }
}
