package dev.baton.api.upload;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class UploadSettingsTest {
    @Test
    void twentyPhotosAreTakenAtOnce() {
        assertThat(bound(Map.of())).isEqualTo(new UploadSettings(20));
    }

    @Test
    void everySettingHasAVariable() {
        assertThat(bound(Map.of("BATON_API_MAX_FILES", "3"))).isEqualTo(new UploadSettings(3));
    }

    @Test
    void takingNoPhotosIsRefused() {
        assertThatThrownBy(() -> bound(Map.of("BATON_API_MAX_FILES", "0"))).hasStackTraceContaining("max-files");
    }

    private static UploadSettings bound(Map<String, Object> variables) {
        return new Binder(ConfigurationPropertySource.from(
                        new SystemEnvironmentPropertySource("systemEnvironment", variables)))
                .bindOrCreate("baton.api", UploadSettings.class);
    }
}
