package dev.baton.queue.execute;

import dev.baton.queue.TaskHandler;
import dev.baton.task.TimeLimits;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Finds the handler of a task by its name. */
@Component
public final class Handlers {
    private final Map<String, TaskHandler<?, ?>> byName;
    private final Map<String, TimeLimits> limits = new ConcurrentHashMap<>();

    /** Refuses two handlers of one name with an {@link IllegalStateException}. */
    Handlers(List<TaskHandler<?, ?>> handlers, @Qualifier("housekeeping") List<TaskHandler<?, ?>> housekeeping) {
        byName = Stream.concat(handlers.stream(), housekeeping.stream())
                .collect(Collectors.toUnmodifiableMap(handler -> handler.type().name(), Function.identity()));
    }

    Optional<TaskHandler<?, ?>> find(String task) {
        return Optional.ofNullable(byName.get(task));
    }

    /** How long a run of {@code handler} may take: as it says, unless that was changed. */
    TimeLimits limitsOf(TaskHandler<?, ?> handler) {
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

    public Collection<String> names() {
        return byName.keySet().stream().sorted().toList();
    }
}
