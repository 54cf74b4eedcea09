package dev.baton.internal.queue.flow;

import dev.baton.handler.TaskHandler;
import dev.baton.internal.flow.TaskRoutes;
import dev.baton.task.TaskType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The types of the tasks that run here. */
final class HandledTypes implements TaskRoutes.Known {
    private final Map<String, TaskType<?, ?>> byName;

    HandledTypes(List<TaskHandler<?, ?>> handlers) {
        byName = handlers.stream()
                .<TaskType<?, ?>>map(TaskHandler::type)
                .collect(Collectors.toUnmodifiableMap(TaskType::name, Function.identity(), (one, other) -> one));
    }

    @Override
    public Optional<String> queueOf(String task) {
        return Optional.ofNullable(byName.get(task)).map(TaskType::queue);
    }

    /** Tells whether an errback of this name takes more than the id of the task that failed. */
    boolean takesDetails(String task) {
        TaskType<?, ?> type = byName.get(task);
        return type != null && type.input().getRecordComponents().length > 1;
    }
}
