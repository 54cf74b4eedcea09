package dev.baton.api.cache;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CacheSettingsTest {
    private static CacheSettings bound(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("baton.cache", CacheSettings.class);
    }

    @Test
    void thereIsNoCacheUnlessItIsAskedFor() {
        assertThat(bound(Map.of()).isOn()).isFalse();
        assertThat(bound(Map.of("baton.cache.ttl", "0s")).isOn()).isFalse();
    }

    @Test
    void everythingCanBeSet() {
        assertThat(bound(Map.of("baton.cache.ttl", "300s"))).isEqualTo(new CacheSettings(Duration.ofMinutes(5)));
        assertThatThrownBy(() -> bound(Map.of("baton.cache.ttl", "-1s")))
                .rootCause()
                .hasMessageContaining("must be 0 or more");
    }
}
