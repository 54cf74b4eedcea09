package dev.baton.api.enqueue;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JobSettingsTest {
    @Test
    void jobsAreKeptForADay() {
        assertThat(bound(Map.of())).isEqualTo(new JobSettings(Duration.ofHours(24)));
    }

    @Test
    void everySettingIsBound() {
        assertThat(bound(Map.of("baton.api.job-ttl", "90m"))).isEqualTo(new JobSettings(Duration.ofMinutes(90)));
    }

    @Test
    void aJobThatIsGoneAtOnceIsRefused() {
        assertThatThrownBy(() -> bound(Map.of("baton.api.job-ttl", "0s"))).hasStackTraceContaining("job-ttl");
    }

    private static JobSettings bound(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate("baton.api", JobSettings.class);
    }
}
