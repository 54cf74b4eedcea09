package dev.baton.internal.flow;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

class TaskRoutesTest {
    private final Function<String, String> queues = routes(Map.of(
                    "baton.tasks.routes.feed.refresh", "refreshes",
                    "baton.tasks.routes[feed.*]", "feeds",
                    "baton.tasks.routes[feed.video.*]", "videos",
                    "baton.tasks.routes[*.urgent]", "urgent",
                    "baton.tasks.routes[mail.[ab]?]", "letters",
                    "baton.tasks.default-queue", "others"))
            .among(task ->
                    task.equals("here.urgent") || task.equals("here.run") ? Optional.of("own") : Optional.empty());

    @Test
    void aNameGoesBeforeEveryPattern() {
        assertThat(queues.apply("feed.refresh")).isEqualTo("refreshes");
    }

    @Test
    void aPatternCoversAllNamesThatItMatches() {
        assertThat(queues.apply("feed.add")).isEqualTo("feeds");
        assertThat(queues.apply("feed.a.b")).isEqualTo("feeds");
        assertThat(queues.apply("mail.b7")).isEqualTo("letters");
        assertThat(queues.apply("mail.c7")).isEqualTo("others");
        assertThat(queues.apply("feed")).isEqualTo("others");
    }

    @Test
    void theLongerPatternGoesFirst() {
        assertThat(queues.apply("feed.video.urgent")).isEqualTo("videos");
    }

    @Test
    void aRouteGoesBeforeTheTasksOwnQueueAndThatBeforeTheDefault() {
        assertThat(queues.apply("here.urgent")).isEqualTo("urgent");
        assertThat(queues.apply("here.run")).isEqualTo("own");
        assertThat(queues.apply("elsewhere")).isEqualTo("others");
    }

    private static TaskRoutes routes(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(new LinkedHashMap<>(settings)))
                .bind("baton.tasks", TaskRoutes.class)
                .get();
    }
}
