package dev.baton.queue.execute;

import dev.baton.queue.TaskHandler;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Finds the handler of a task by its name. */
@Component
public final class Handlers {
    private final Map<String, TaskHandler<?, ?>> byName;

    /** Refuses two handlers of one name with an {@link IllegalStateException}. */
    Handlers(List<TaskHandler<?, ?>> handlers, @Qualifier("housekeeping") List<TaskHandler<?, ?>> housekeeping) {
        byName = Stream.concat(handlers.stream(), housekeeping.stream())
                .collect(Collectors.toUnmodifiableMap(handler -> handler.type().name(), Function.identity()));
    }

    Optional<TaskHandler<?, ?>> find(String task) {
        return Optional.ofNullable(byName.get(task));
    }

    public Collection<String> names() {
        return byName.keySet().stream().sorted().toList();
    }
}
