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
        assertThat(bound(Map.of())).isEqualTo(new JobSettings(Duration.ofHours(24)));
    }

    @Test
    void everySettingHasAVariable() {
        assertThat(bound(Map.of("BATON_API_JOB_TTL", "90m"))).isEqualTo(new JobSettings(Duration.ofMinutes(90)));
    }

    @Test
    void aJobThatIsGoneAtOnceIsRefused() {
        assertThatThrownBy(() -> bound(Map.of("BATON_API_JOB_TTL", "0s"))).hasStackTraceContaining("job-ttl");
    }

    private static JobSettings bound(Map<String, Object> variables) {
        return new Binder(ConfigurationPropertySource.from(
                        new SystemEnvironmentPropertySource("systemEnvironment", variables)))
                .bindOrCreate("baton.api", JobSettings.class);
    }
}
