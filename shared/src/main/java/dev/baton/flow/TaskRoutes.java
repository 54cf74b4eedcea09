package dev.baton.flow;

import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where tasks of a workflow wait that neither name their queue nor run here.
 *
 * @param routes queues by name of the task
 * @param defaultQueue of all others; Celery's {@code task_default_queue}
 */
@ConfigurationProperties("baton.tasks")
public record TaskRoutes(
        @DefaultValue Map<String, String> routes,
        @DefaultValue("celery") String defaultQueue) {
    public TaskRoutes {
        routes = Map.copyOf(routes);
    }

    /** Returns the queue of {@code task}; {@code here} is that of a task that this application runs. */
    String queueOf(String task, Optional<String> here) {
        String route = routes.get(task);
        return route != null ? route : here.orElse(defaultQueue);
    }

    /** Knows the queues of the tasks that this application runs. */
    @FunctionalInterface
    public interface Known {
        Optional<String> queueOf(String task);
    }
}
