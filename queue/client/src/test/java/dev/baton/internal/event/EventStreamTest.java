package dev.baton.internal.event;

import dev.baton.internal.celery.Json;
import dev.baton.internal.celery.WireEvent;
import dev.baton.task.TaskId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;

class EventStreamTest {
    private static final Instant NOW = Instant.parse("2026-11-21T08:06:14.436526Z");

    private final LamportClock logical = new LamportClock();

    @Test
    void whatTheBrokerDoesNotTakeIsDroppedAndCountedButNeverWaitedFor() {
        EventOutlet nobody = (routingKey, body) -> {};
        EventStream stream = new EventStream(nobody, new Node("w@h", 1), logical, Clock.fixed(NOW, ZoneOffset.UTC), 3);

        for (int event = 0; event < 5; event++) {
            stream.tell(() -> TaskEvents.started(new TaskId("a")));
        }

        assertThat(stream.dropped()).isEqualTo(2);
        assertThat(logical.value()).isEqualTo(5);
    }

    @Test
    void eventsThatFillMessagesWaitForNoMore() {
        AtomicInteger messages = new AtomicInteger();
        EventOutlet broker = (routingKey, body) -> messages.incrementAndGet();
        Duration forEver = Duration.ofHours(1);
        EventStream stream = new EventStream(broker, new Node("w@h", 1), logical, Clock.systemUTC(), 10_000, forEver);
        for (int event = 0; event < 2_600; event++) {
            stream.tell(() -> TaskEvents.started(new TaskId("a")));
        }

        stream.start();

        await().untilAtomic(messages, greaterThanOrEqualTo(10));
        stream.stop();
        assertThat(stream.dropped()).isZero();
        assertThat(messages).hasValue(11);
    }

    @Test
    void anEventHasTheFieldsThatAllOfCelerysHave() {
        WireEvent told =
                new Happened(7, NOW, () -> TaskEvents.rejected(new TaskId("a"), true)).told(new Node("w@h", 12));

        assertThat(told.routingKey()).isEqualTo("task.rejected");
        assertThat(Json.readObject(Json.write(told)))
                .containsEntry("type", "task-rejected")
                .containsEntry("uuid", "a")
                .containsEntry("requeue", true)
                .containsEntry("hostname", "w@h")
                .containsEntry("pid", 12)
                .containsEntry("clock", 7)
                .containsEntry("timestamp", 1795248374.436526)
                .containsOnlyKeys("hostname", "utcoffset", "pid", "clock", "timestamp", "type", "uuid", "requeue");
    }

    @Test
    void theLogicalClockIsLaterThanAllThatWasHeard() {
        logical.adjust(41);

        assertThat(logical.forward()).isEqualTo(43);
    }

    @Test
    void settingsHaveDefaultsAndRefuseNonsense() {
        assertThat(bound(Map.of())).isEqualTo(new EventSettings(false, false, Duration.ofSeconds(2), 10_000));
        assertThat(bound(Map.of("tasks", "true", "sent", "true", "heartbeat", "5s", "buffer", "7")))
                .isEqualTo(new EventSettings(true, true, Duration.ofSeconds(5), 7));
        assertThatThrownBy(() -> bound(Map.of("buffer", "0"))).hasRootCauseInstanceOf(IllegalArgumentException.class);
    }

    private static EventSettings bound(Map<String, String> settings) {
        MapConfigurationPropertySource source = new MapConfigurationPropertySource();
        settings.forEach((name, value) -> source.put("baton.events." + name, value));
        return new Binder(source).bindOrCreate("baton.events", EventSettings.class);
    }
}
