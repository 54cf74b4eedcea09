package dev.baton.internal.flow;

import dev.baton.internal.celery.Glob;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where steps of a workflow are sent that name no queue and have no handler here.
 *
 * @param routes queues by task name or glob such as {@code feed.*}, as in Celery's {@code task_routes}
 * @param defaultQueue the queue of all other tasks; Celery's {@code task_default_queue}
 */
@ConfigurationProperties("baton.tasks")
public record TaskRoutes(
        @DefaultValue Map<String, String> routes,
        @DefaultValue("celery") String defaultQueue) {
    public TaskRoutes {
        routes = Map.copyOf(routes);
    }

    /** Returns the routing by these; {@code known} has the queues of the tasks that this application runs. */
    Function<String, String> among(Known known) {
        List<Map.Entry<Pattern, String>> patterns = routes.entrySet().stream()
                .filter(route -> Glob.isPattern(route.getKey()))
                .sorted(Comparator.comparingInt((Map.Entry<String, String> route) ->
                                route.getKey().length())
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(route -> Map.entry(Glob.compile(route.getKey()), route.getValue()))
                .toList();
        return task -> Optional.ofNullable(routes.get(task))
                .or(() -> patterns.stream()
                        .filter(route -> route.getKey().matcher(task).matches())
                        .findFirst()
                        .map(Map.Entry::getValue))
                .or(() -> known.queueOf(task))
                .orElse(defaultQueue);
    }

    /** Knows the queues of the tasks that this application runs. */
    @FunctionalInterface
    public interface Known {
        Optional<String> queueOf(String task);
    }
}
