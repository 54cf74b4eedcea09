package dev.baton.worker;

import dev.baton.internal.broker.BrokerSettings;
import dev.baton.internal.queue.lifecycle.WorkerSettings;
import dev.baton.internal.result.ResultSettings;
import dev.baton.photo.format.PhotoLimits;
import dev.baton.photo.store.PhotoStoreSettings;
import dev.baton.worker.mood.MoodSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Every settings record twice: as it is when nothing is set, and with everything set. */
class SettingsTest {
    private static <T> T bound(String prefix, Class<T> type, Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate(prefix, type);
    }

    @Test
    void worker() {
        assertThat(bound("baton.worker", WorkerSettings.class, Map.of()))
                .isEqualTo(new WorkerSettings(1, List.of(), Duration.ofSeconds(30), false));
        assertThat(bound(
                        "baton.worker",
                        WorkerSettings.class,
                        Map.of(
                                "baton.worker.concurrency", "3",
                                "baton.worker.queues", "photo,mood",
                                "baton.worker.drain-timeout", "5s",
                                "baton.worker.task-track-started", "true")))
                .isEqualTo(new WorkerSettings(3, List.of("photo", "mood"), Duration.ofSeconds(5), true));
        assertThatThrownBy(() -> bound("baton.worker", WorkerSettings.class, Map.of("baton.worker.concurrency", "0")))
                .isInstanceOf(BindException.class)
                .rootCause()
                .hasMessageContaining("concurrency >= 1");
    }

    @Test
    void broker() {
        assertThat(bound("baton.broker", BrokerSettings.class, Map.of()))
                .isEqualTo(new BrokerSettings(null, Duration.ofSeconds(10), List.of(), 20, Duration.ofHours(2)));
        assertThat(bound(
                        "baton.broker",
                        BrokerSettings.class,
                        Map.of(
                                "baton.broker.management-url", "http://rabbit:15672",
                                "baton.broker.confirm-timeout", "3s",
                                "baton.broker.queues", "mail,reports",
                                "baton.broker.delivery-limit", "5",
                                "baton.broker.consumer-timeout", "10m")))
                .isEqualTo(new BrokerSettings(
                        URI.create("http://rabbit:15672"),
                        Duration.ofSeconds(3),
                        List.of("mail", "reports"),
                        5,
                        Duration.ofMinutes(10)));
    }

    @Test
    void results() {
        assertThat(bound("baton.redis", ResultSettings.class, Map.of()))
                .isEqualTo(new ResultSettings(
                        URI.create("redis://127.0.0.1:17379"),
                        Duration.ofHours(24),
                        Duration.ofDays(3),
                        false,
                        true,
                        false,
                        "",
                        Duration.ofSeconds(2)));
        assertThat(bound(
                        "baton.redis",
                        ResultSettings.class,
                        Map.of(
                                "baton.redis.url", "rediss://user:secret@redis:6380/4",
                                "baton.redis.result-ttl", "1h",
                                "baton.redis.tombstone-ttl", "2h",
                                "baton.redis.result-extended", "true",
                                "baton.redis.note-pending", "false",
                                "baton.redis.publish-progress", "true",
                                "baton.redis.key-prefix", "app-",
                                "baton.redis.timeout", "500ms")))
                .isEqualTo(new ResultSettings(
                        URI.create("rediss://user:secret@redis:6380/4"),
                        Duration.ofHours(1),
                        Duration.ofHours(2),
                        true,
                        false,
                        true,
                        "app-",
                        Duration.ofMillis(500)));
        assertThatThrownBy(
                        () -> bound("baton.redis", ResultSettings.class, Map.of("baton.redis.url", "http://redis:1")))
                .rootCause()
                .hasMessageContaining("redis://host:port");
    }

    @Test
    void moods() {
        assertThat(bound("baton.mood", MoodSettings.class, Map.of()))
                .isEqualTo(new MoodSettings(Duration.ofSeconds(30)));
        assertThat(bound("baton.mood", MoodSettings.class, Map.of("baton.mood.inference-timeout", "500ms")))
                .isEqualTo(new MoodSettings(Duration.ofMillis(500)));
        assertThatThrownBy(() -> bound("baton.mood", MoodSettings.class, Map.of("baton.mood.inference-timeout", "0s")))
                .rootCause()
                .hasMessageContaining("must be positive");
    }

    @Test
    void photos() {
        assertThat(bound("baton.photos", PhotoStoreSettings.class, Map.of()).directory())
                .isEqualTo(Path.of(".baton/photos"));
        assertThat(bound(
                                "baton.photos",
                                PhotoStoreSettings.class,
                                Map.of("baton.photos.store", "s3", "baton.photos.s3.bucket", "race"))
                        .s3()
                        .bucket())
                .isEqualTo("race");
        assertThatThrownBy(() -> bound("baton.photos", PhotoStoreSettings.class, Map.of("baton.photos.store", "s3")))
                .rootCause()
                .hasMessageContaining("baton.photos.s3.bucket");
        assertThat(bound("baton.photos.limits", PhotoLimits.class, Map.of()))
                .isEqualTo(new PhotoLimits(10_485_760, 32, 16_384, 64_000_000));
        assertThat(bound(
                        "baton.photos.limits",
                        PhotoLimits.class,
                        Map.of(
                                "baton.photos.limits.max-bytes", "1000",
                                "baton.photos.limits.min-side", "1",
                                "baton.photos.limits.max-side", "9",
                                "baton.photos.limits.max-pixels", "81")))
                .isEqualTo(new PhotoLimits(1000, 1, 9, 81));
    }
}
