package dev.baton.api.enqueue;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JobSettingsTest {
    @Test
    void jobsAreKeptForADay() {
        assertThat(bound(Map.of())).isEqualTo(new JobSettings(Duration.ofHours(24), 64));
    }

    @Test
    void everySettingHasAVariable() {
        assertThat(bound(Map.of("BATON_API_JOB_TTL", "90m", "BATON_API_QUEUE_WINDOW", "3")))
                .isEqualTo(new JobSettings(Duration.ofMinutes(90), 3));
    }

    @Test
    void aJobThatIsGoneAtOnceIsRefused() {
        assertThatThrownBy(() -> bound(Map.of("BATON_API_JOB_TTL", "0s"))).hasStackTraceContaining("job-ttl");
    }

    @Test
    void windowThatLetsNothingInIsRefused() {
        assertThatThrownBy(() -> bound(Map.of("BATON_API_QUEUE_WINDOW", "0"))).hasStackTraceContaining("queue-window");
    }

    private static JobSettings bound(Map<String, Object> variables) {
        return new Binder(ConfigurationPropertySource.from(
                        new SystemEnvironmentPropertySource("systemEnvironment", variables)))
                .bindOrCreate("baton.api", JobSettings.class);
    }
}
