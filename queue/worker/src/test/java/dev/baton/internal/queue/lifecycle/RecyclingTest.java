package dev.baton.internal.queue.lifecycle;

import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RecyclingTest {
    @Test
    void aProcessRunsForEverUnlessToldOtherwise() {
        assertThat(tasksUntilDue(new RecyclingSettings(0, 0, null))).isEqualTo(-1);
        assertThat(tasksUntilDue(new RecyclingSettings(0, 0, DataSize.ofTerabytes(1))))
                .isEqualTo(-1);
    }

    @Test
    void itIsDueAfterSoManyTasksAndOnlyOnce() {
        Recycling recycling = new Recycling(new RecyclingSettings(3, 0, null));

        assertThat(Stream.generate(recycling::taskEnded).limit(5).map(reason -> reason.orElse("")))
                .containsExactly("", "", "it has run 3 tasks", "", "");
    }

    @Test
    void jitterHasProcessesEndApart() {
        assertThat(IntStream.range(0, 200).map(process -> tasksUntilDue(new RecyclingSettings(10, 5, null))))
                .allMatch(tasks -> tasks >= 10 && tasks <= 15)
                .anyMatch(tasks -> tasks != 10);
    }

    @Test
    void moreMemoryThanAllowedIsDueAtOnce() {
        Recycling recycling = new Recycling(new RecyclingSettings(0, 0, DataSize.ofMegabytes(1)));

        assertThat(recycling.taskEnded().orElseThrow()).matches("it has \\d+ MB of memory, more than 1 MB");
    }

    @Test
    void settingsHaveDefaultsAndRefuseNonsense() {
        assertThat(bound(Map.of())).isEqualTo(new RecyclingSettings(0, 0, null));
        assertThat(bound(Map.of("max-tasks", "100", "max-tasks-jitter", "20", "max-memory", "3GB")))
                .isEqualTo(new RecyclingSettings(100, 20, DataSize.ofGigabytes(3)));
        assertThatThrownBy(() -> bound(Map.of("max-tasks", "-1")))
                .hasRootCauseInstanceOf(IllegalArgumentException.class);
    }

    private static int tasksUntilDue(RecyclingSettings settings) {
        Recycling recycling = new Recycling(settings);
        return IntStream.rangeClosed(1, 100)
                .filter(task -> recycling.taskEnded().isPresent())
                .findFirst()
                .orElse(-1);
    }

    private static RecyclingSettings bound(Map<String, String> settings) {
        MapConfigurationPropertySource source = new MapConfigurationPropertySource();
        settings.forEach((name, value) -> source.put("baton.worker." + name, value));
        return new Binder(source).bindOrCreate("baton.worker", RecyclingSettings.class);
    }
}
