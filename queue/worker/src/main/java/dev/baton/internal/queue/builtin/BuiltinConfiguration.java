package dev.baton.internal.queue.builtin;

import dev.baton.handler.TaskHandler;
import dev.baton.task.TaskType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Celery's own tasks. None is a default candidate, or the worker would count it among the application's and learn its queues from it. */
@Configuration(proxyBeanMethods = false)
public class BuiltinConfiguration {
    @SuppressWarnings("unchecked")
    static <I extends Record, O extends @Nullable Object> TaskType<I, O> type(String name, Class<I> input) {
        return new TaskType<>(name, input, (Class<O>) Object.class, "celery");
    }

    @Bean(name = "batonCeleryMap", defaultCandidate = false)
    @Qualifier("batonCelery")
    MapItems celeryMap(List<TaskHandler<?, ?>> handlers) {
        return MapItems.one(byName(handlers));
    }

    @Bean(name = "batonCeleryStarmap", defaultCandidate = false)
    @Qualifier("batonCelery")
    MapItems celeryStarmap(List<TaskHandler<?, ?>> handlers) {
        return MapItems.all(byName(handlers));
    }

    @Bean(name = "batonCeleryAccumulate", defaultCandidate = false)
    @Qualifier("batonCelery")
    Accumulate celeryAccumulate() {
        return new Accumulate();
    }

    @Bean(name = "batonCeleryBackendCleanup", defaultCandidate = false)
    @Qualifier("batonCelery")
    CleanBackend celeryBackendCleanup() {
        return new CleanBackend();
    }

    private static Function<String, Optional<TaskHandler<?, ?>>> byName(List<TaskHandler<?, ?>> handlers) {
        Map<String, TaskHandler<?, ?>> named = handlers.stream()
                .collect(Collectors.toMap(handler -> handler.type().name(), Function.identity(), (one, other) -> one));
        return name -> Optional.ofNullable(named.get(name));
    }
}
