package dev.baton.internal.queue.execute;

import dev.baton.handler.TaskHandler;
import dev.baton.task.TimeLimits;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the handler of a task by its name. */
public final class Handlers {
    private static final Logger log = LoggerFactory.getLogger(Handlers.class);

    private final Map<String, TaskHandler<?, ?>> byName;
    private final Map<String, TimeLimits> limits = new ConcurrentHashMap<>();

    /** Refuses two handlers of one name with an {@link IllegalStateException}; an application's own goes before one of Celery's. */
    Handlers(List<TaskHandler<?, ?>> handlers, List<TaskHandler<?, ?>> housekeeping, List<TaskHandler<?, ?>> builtin) {
        Map<String, TaskHandler<?, ?>> all = new HashMap<>(named(builtin.stream()));
        all.putAll(named(Stream.concat(handlers.stream(), housekeeping.stream())));
        byName = Map.copyOf(all);
        log.info("Tasks that run here: {}", String.join(", ", names()));
    }

    private static Map<String, TaskHandler<?, ?>> named(Stream<TaskHandler<?, ?>> handlers) {
        return handlers.collect(Collectors.toMap(handler -> handler.type().name(), Function.identity()));
    }

    /** Returns what runs {@code task} in this process, if anything does. */
    public Optional<TaskHandler<?, ?>> find(String task) {
        return Optional.ofNullable(byName.get(task));
    }

    /** How long a run of {@code handler} may take: as it says, unless that was changed. */
    public TimeLimits limitsOf(TaskHandler<?, ?> handler) {
        TimeLimits own = handler.limits();
        return limits.getOrDefault(handler.type().name(), own);
    }

    /** Changes how long a run of {@code task} may take from now on, in this process; returns whether there is such a task. */
    public boolean limit(String task, TimeLimits changed) {
        boolean isKnown = byName.containsKey(task);
        if (isKnown) {
            limits.put(task, changed);
        }
        return isKnown;
    }

    /** Returns the names of all but Celery's own tasks, which its tools do not list either. */
    public Collection<String> names() {
        return byName.keySet().stream()
                .filter(name -> !name.startsWith("celery."))
                .sorted()
                .toList();
    }
}
