package dev.baton.internal.celery;

import dev.baton.task.TaskRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class FirstProtocolTest {
    private static final MessageCodec CODEC = new MessageCodec("baton@test");
    private static final String ID = "731bf42a-12ed-497b-9551-c73e93cc6b2b";

    /** As Celery 5.5.2 sends it with {@code task_protocol = 1}. */
    private static final String GOLDEN = """
            {"task": "tasks.add", "id": "%s", "args": [2, 3], "kwargs": {"c": null}, "group": "g", "retries": 1,
             "eta": "2026-11-21T08:06:14.436526+00:00", "expires": "2026-11-21T09:06:14+00:00", "utc": true,
             "callbacks": [{"task": "tasks.next"}], "errbacks": null, "timelimit": [20, 10], "taskset": "g", "chord": null}
            """.formatted(ID);

    @Test
    void whatCelerySendsIsATask() {
        TaskRequest request = CODEC.decode(translated(Map.of(), GOLDEN));

        assertThat(request.id().value()).isEqualTo(ID);
        assertThat(request.task()).isEqualTo("tasks.add");
        assertThat(request.args()).isEqualTo(List.of(2, 3));
        assertThat(request.kwargs()).containsOnlyKeys("c");
        assertThat(request.lineage().group()).isEqualTo("g");
        assertThat(request.conditions().retries()).isEqualTo(1);
        assertThat(request.conditions().eta()).isEqualTo("2026-11-21T08:06:14.436526Z");
        assertThat(request.conditions().expires()).isEqualTo("2026-11-21T09:06:14Z");
        assertThat(request.conditions().limits().hard()).isEqualTo(Duration.ofSeconds(20));
        assertThat(request.conditions().limits().soft()).isEqualTo(Duration.ofSeconds(10));
        assertThat(request.workflow()).containsOnlyKeys("callbacks");
    }

    @Test
    void itsNextAttemptIsOfTheSecondProtocol() {
        CeleryMessage message = translated(Map.of("tenant", "a"), GOLDEN);

        CeleryMessage retried = MessageCodec.retried(message, CODEC.decode(message), Instant.EPOCH);

        assertThat(CODEC.decode(FirstProtocol.toSecond(retried)).conditions().retries())
                .isEqualTo(2);
        assertThat(retried.headers()).containsEntry("tenant", "a").containsEntry("task", "tasks.add");
    }

    @Test
    void aBodyMayBeCompressedAndAnIdBeInThePropertiesAlone() throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(compressed)) {
            out.write("{\"task\": \"tasks.add\"}".getBytes(StandardCharsets.UTF_8));
        }

        TaskRequest request = CODEC.decode(
                FirstProtocol.toSecond(message(Map.of("compression", "application/x-gzip"), compressed.toByteArray())));

        assertThat(request.id().value()).isEqualTo(ID);
        assertThat(request.args()).isEmpty();
        assertThat(request.kwargs()).isEmpty();
    }

    @Test
    void headersGoBeforeWhatABodyRepeats() {
        Map<String, @Nullable Object> headers = Map.of("task", "tasks.mul", "id", "7", "retries", 2);

        TaskRequest request = CODEC.decode(translated(headers, GOLDEN));

        assertThat(request.task()).isEqualTo("tasks.mul");
        assertThat(request.id().value()).isEqualTo("7");
        assertThat(request.conditions().retries()).isEqualTo(2);
        assertThat(request.args()).isEqualTo(List.of(2, 3));
    }

    @Test
    void momentsInTheZoneOfNobodyKnowsWhomAreRefused() {
        String local = "{\"task\": \"t\", \"utc\": false, \"eta\": \"2026-11-21T08:06:14%s\"}";

        assertThat(CODEC.decode(translated(Map.of(), local.formatted("+01:00")))
                        .conditions()
                        .eta())
                .isEqualTo("2026-11-21T07:06:14Z");
        assertRefused(local.formatted(""), "'eta' must have an offset");
    }

    @Test
    void whatIsWrongWithItIsToldUnderItsId() {
        assertRefused("{\"task\": \"t\", \"args\": \"2\"}", "args must be an array");
        assertRefused("{\"task\": \"t\", \"kwargs\": null}", "kwargs an object");
        assertRefused("{\"task\": {}, \"id\": \"" + ID + "\"}", "'task' must be text");
        assertRefused("{\"args\": []}", "'id' is missing");
        assertRefused("[]", "'id' is missing");
        assertRefused("none", "'id' is missing");
    }

    @Test
    void whatIsNoneOfItsOwnIsLeftAsItIs() {
        for (CeleryMessage message : List.of(
                message(Map.of("task", "t", "id", ID), "[[], {}, null]".getBytes(StandardCharsets.UTF_8)),
                message(Map.of("task", "t", "id", ID), "{}".getBytes(StandardCharsets.UTF_8)),
                message(Map.of(), "{\"type\": \"worker-online\"}".getBytes(StandardCharsets.UTF_8)),
                message(Map.of(), new byte[0]))) {
            assertThat(FirstProtocol.toSecond(message)).isSameAs(message);
        }
    }

    private static void assertRefused(String body, String reason) {
        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> CODEC.decode(translated(Map.of(), body)))
                .withMessageContaining(reason)
                .satisfies(e -> assertThat(e.id().orElseThrow().value()).isEqualTo(ID));
    }

    private static CeleryMessage translated(Map<String, @Nullable Object> headers, String body) {
        return FirstProtocol.toSecond(message(headers, body.getBytes(StandardCharsets.UTF_8)));
    }

    private static CeleryMessage message(Map<String, @Nullable Object> headers, byte[] body) {
        return new CeleryMessage(headers, body, "application/json", "utf-8", ID, null, 0, null);
    }
}
