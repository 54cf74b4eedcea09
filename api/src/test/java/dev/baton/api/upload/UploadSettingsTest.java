package dev.baton.api.upload;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class UploadSettingsTest {
    @Test
    void twentyPhotosAreTakenAtOnce() {
        assertThat(bound(Map.of())).isEqualTo(new UploadSettings(20));
    }

    @Test
    void everySettingIsBound() {
        assertThat(bound(Map.of("baton.api.max-files", "3"))).isEqualTo(new UploadSettings(3));
    }

    @Test
    void takingNoPhotosIsRefused() {
        assertThatThrownBy(() -> bound(Map.of("baton.api.max-files", "0"))).hasStackTraceContaining("max-files");
    }

    private static UploadSettings bound(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("baton.api", UploadSettings.class);
    }
}
