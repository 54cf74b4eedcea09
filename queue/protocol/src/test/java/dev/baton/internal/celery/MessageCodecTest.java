package dev.baton.internal.celery;

import dev.baton.task.TaskId;
import dev.baton.task.TaskRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.DeflaterOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class MessageCodecTest {
    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
    private static final TaskId ID = new TaskId("731bf42a-12ed-497b-9551-c73e93cc6b2b");

    private final MessageCodec codec = new MessageCodec("baton@test");

    @Test
    void expirationThatNoBrokerTakesIsForWorkersAlone() {
        TaskRequest request = TaskRequest.of(ID, "tasks.add", Map.of());

        assertThat(codec.encode(request.withExpires(NOW.plus(Duration.ofDays(49))), NOW)
                        .expirationMillis())
                .isEqualTo(Duration.ofDays(49).toMillis());
        CeleryMessage later = codec.encode(request.withExpires(NOW.plus(Duration.ofDays(50))), NOW);
        assertThat(later.expirationMillis()).isNull();
        assertThat(later.headers().get("expires")).isNotNull();
    }

    @Test
    void sendsEveryHeaderThatCelerySends() {
        CeleryMessage message = codec.encode(TaskRequest.of(ID, "tasks.add", Map.of("x", 2)), NOW);

        assertThat(message.headers().keySet())
                .containsExactlyInAnyOrder(
                        "lang",
                        "task",
                        "id",
                        "shadow",
                        "eta",
                        "expires",
                        "group",
                        "group_index",
                        "retries",
                        "timelimit",
                        "root_id",
                        "parent_id",
                        "argsrepr",
                        "kwargsrepr",
                        "origin",
                        "ignore_result",
                        "replaced_task_nesting",
                        "stamped_headers",
                        "stamps");
        assertThat(message.headers()).containsEntry("argsrepr", "()").containsEntry("kwargsrepr", "{'x': 2}");
        assertThat(message.contentType()).isEqualTo("application/json");
        assertThat(message.contentEncoding()).isEqualTo("utf-8");
        assertThat(message.correlationId()).isEqualTo(ID.value());
        assertThat(new String(message.body(), StandardCharsets.UTF_8))
                .isEqualTo("[[],{\"x\":2},{\"callbacks\":null,\"errbacks\":null,\"chain\":null,\"chord\":null}]");
    }

    @Test
    void readsBackWhatItSends() {
        TaskRequest request = TaskRequest.of(ID, "photo.analyze", Map.of("photo", Map.of("key", "a/b.jpg")))
                .withPriority(9);

        assertThat(codec.decode(codec.encode(request, NOW)).kwargs()).isEqualTo(request.kwargs());
        assertThat(codec.decode(codec.encode(request, NOW)).conditions().priority())
                .isEqualTo(9);
    }

    // The golden message was captured from Celery 5.6.3.
    @Test
    void readsTheGoldenMessage() {
        TaskRequest request = codec.decode(message(
                goldenHeaders(),
                "[[2, 2], {}, {\"callbacks\": null, \"errbacks\": null, \"chain\": null, \"chord\": null}]"));

        assertThat(request.id()).isEqualTo(ID);
        assertThat(request.task()).isEqualTo("tasks.add");
        assertThat(request.args()).containsExactly(2, 2);
        assertThat(request.workflow()).isEmpty();
        assertThat(request.lineage().origin()).isEqualTo("gen17768@vm");
    }

    @Test
    void readsTheLeastThatCeleryWorkersTake() {
        TaskRequest request = codec.decode(message(Map.of("id", "x", "task", "t"), "[[], {}, null]"));

        assertThat(request.lineage().root()).isEqualTo(new TaskId("x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-21T08:06:14.436526+00:00",
                "2026-11-21T08:06:14.436526Z",
                "2026-11-21T08:06:14.436526",
                "2026-11-21T09:06:14.436526+01:00"
            })
    void readsMomentsInEveryShapeThatPythonWrites(String text) {
        Map<String, @Nullable Object> headers = goldenHeaders();
        headers.put("eta", text);

        TaskRequest request = codec.decode(message(headers, "[[], {}, null]"));

        assertThat(request.conditions().eta()).isEqualTo(Instant.parse("2026-11-21T08:06:14.436526Z"));
    }

    @Test
    void readsCompressedBodies() throws IOException {
        Map<String, @Nullable Object> headers = goldenHeaders();
        headers.put("compression", "application/x-gzip");

        TaskRequest request =
                codec.decode(message(headers, deflated("[[1], {}, null]".getBytes(StandardCharsets.UTF_8))));

        assertThat(request.args()).containsExactly(1);
    }

    @Test
    void readsThePythonTypesThatJsonLacks() {
        String body = """
                [[{"__type__": "datetime", "__value__": "2026-11-21T08:06:14+00:00"},
                  {"__type__": "decimal", "__value__": "1.10"},
                  {"__type__": "uuid", "__value__": {"hex": "731bf42a12ed497b9551c73e93cc6b2b"}},
                  {"__type__": "base64", "__value__": "AQI="}], {}, null]""";

        List<@Nullable Object> arguments =
                codec.decode(message(goldenHeaders(), body)).args();

        assertThat(arguments.subList(0, 3))
                .containsExactly(
                        OffsetDateTime.parse("2026-11-21T08:06:14Z"),
                        new BigDecimal("1.10"),
                        UUID.fromString(ID.value()));
        assertThat(arguments.get(3)).isEqualTo(new byte[] {1, 2});
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not json",
                "{}",
                "[]",
                "[[], {}]",
                "[[], {}, null, 4]",
                "[{}, [], null]",
                "[[], {}, 7]",
                "[[{\"__type__\": \"pickle\", \"__value__\": \"x\"}], {}, null]",
                "[[{\"__type__\": \"uuid\", \"__value__\": \"no\"}], {}, null]"
            })
    void refusesBodiesThatAreNoTaskAndKeepsTheId(String body) {
        MalformedMessageException malformed = catchThrowableOfType(
                MalformedMessageException.class, () -> codec.decode(message(goldenHeaders(), body)));

        assertThat(malformed.id()).contains(ID);
    }

    @Test
    void refusesHeadersThatKillACeleryWorker() {
        assertThatThrownBy(() -> codec.decode(message(Map.of("task", "t"), "[[], {}, null]")))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("'id'");
        assertRefused("timelimit", 7, "'timelimit'");
        assertRefused("timelimit", List.of(1), "'timelimit'");
        assertRefused("eta", "tomorrow", "'eta'");
        assertRefused("retries", "many", "'retries'");
        assertRefused("task", null, "'task'");
    }

    @Test
    void aRefusedIdIsToldWhatAnIdMustBe() {
        for (Object illegible : List.of("", "a\nb", "x".repeat(256), 7)) {
            Map<String, @Nullable Object> headers = goldenHeaders();
            headers.put("id", illegible);
            assertThatThrownBy(() -> codec.decode(message(headers, "[[], {}, null]")))
                    .isInstanceOf(MalformedMessageException.class)
                    .hasMessageContaining("at most 255 bytes in UTF-8");
        }
    }

    @Test
    void momentsAreWrittenInMicrosecondsAsPythonReadsThem() {
        Instant nanos = Instant.parse("2026-11-21T08:06:14.436526789Z");
        TaskRequest request = TaskRequest.of(ID, "t", Map.of()).withEta(nanos).withExpires(nanos);

        assertThat(codec.encode(request, NOW).headers())
                .containsEntry("eta", "2026-11-21T08:06:14.436526+00:00")
                .containsEntry("expires", "2026-11-21T08:06:14.436526+00:00");
    }

    private void assertRefused(String header, @Nullable Object value, String named) {
        Map<String, @Nullable Object> headers = goldenHeaders();
        headers.put(header, value);

        assertThatThrownBy(() -> codec.decode(message(headers, "[[], {}, null]")))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining(named);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/x-python-serialize", "application/x-yaml", ""})
    void refusesOtherContentTypes(String type) {
        CeleryMessage message = new CeleryMessage(
                goldenHeaders(),
                "[[], {}, null]".getBytes(StandardCharsets.UTF_8),
                type.isEmpty() ? null : type,
                "utf-8",
                null,
                null,
                0,
                null);

        assertThatThrownBy(() -> codec.decode(message))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("application/json");
    }

    @Test
    void stampsAreWrittenReadAndKeptByRetries() {
        TaskRequest stamped = TaskRequest.of(ID, "tasks.add", Map.of()).withStamps(Map.of("run", List.of("a", "b")));

        CeleryMessage message = codec.encode(stamped, NOW);

        assertThat(message.headers())
                .containsEntry("stamped_headers", List.of("run"))
                .containsEntry("stamps", Map.of("run", List.of("a", "b")));
        assertThat(codec.decode(MessageCodec.retried(message, stamped, NOW)).marks())
                .hasSize(2)
                .isEqualTo(stamped.marks())
                .isEqualTo(message.marks());
    }

    @Test
    void stampsThatAreNoneArePassedOver() {
        Map<String, @Nullable Object> headers = goldenHeaders();
        headers.put("stamped_headers", Arrays.asList(null, 7, "absent", "run"));
        headers.put("stamps", Map.of("run", "a", "unnamed", "b"));

        assertThat(codec.decode(message(headers, "[[], {}, null]")).lineage().stamps())
                .isEqualTo(Map.of("run", "a"));
    }

    private static Map<String, @Nullable Object> goldenHeaders() {
        Map<String, @Nullable Object> headers = new HashMap<>();
        headers.put("argsrepr", "(2, 2)");
        headers.put("eta", null);
        headers.put("id", ID.value());
        headers.put("ignore_result", false);
        headers.put("lang", "py");
        headers.put("origin", "gen17768@vm");
        headers.put("retries", 0);
        headers.put("root_id", ID.value());
        headers.put("stamps", Map.of());
        headers.put("task", "tasks.add");
        headers.put("timelimit", Arrays.asList(null, null));
        return headers;
    }

    private static CeleryMessage message(Map<String, @Nullable Object> headers, String body) {
        return message(headers, body.getBytes(StandardCharsets.UTF_8));
    }

    private static CeleryMessage message(Map<String, @Nullable Object> headers, byte[] body) {
        return new CeleryMessage(headers, body, "application/json", "utf-8", ID.value(), null, 0, null);
    }

    private static byte[] deflated(byte[] bytes) throws IOException {
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        try (DeflaterOutputStream stream = new DeflaterOutputStream(deflated)) {
            stream.write(bytes);
        }
        return deflated.toByteArray();
    }
}
