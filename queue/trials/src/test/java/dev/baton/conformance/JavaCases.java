package dev.baton.conformance;

import dev.baton.client.JavaClient;
import dev.baton.task.TaskFailure;
import dev.baton.task.TaskId;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskSnapshot;
import dev.baton.task.TaskState;
import dev.baton.task.TimeLimits;
import dev.baton.testing.FreshServices;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import static dev.baton.client.JavaClient.request;
import static org.assertj.core.api.Assertions.assertThat;

/** What a Celery worker makes of Baton's tasks, and Baton of its results. */
final class JavaCases {
    private static final String CLASSIC = "python";
    private static final String QUORUM = "python.quorum";

    private final FreshServices services;
    private final Report report;

    JavaCases(FreshServices services, Report report) {
        this.services = services;
        this.report = report;
    }

    void run() {
        try (JavaClient client = new JavaClient(services)) {
            for (String queue : List.of(CLASSIC, QUORUM)) {
                String where = queue.equals(QUORUM) ? " (quorum queue)" : " (classic queue)";
                report.run("Python runs what Java sends" + where, () -> pythonRuns(client, queue));
                report.run("Python tries again what Java sent" + where, () -> pythonRetries(client, queue));
                report.run("Python waits for an eta of Java's" + where, () -> pythonWaits(client, queue));
            }
            calls(client);
            outcomes(client);
            values(client);
            limits(client);
        }
    }

    private static void pythonRuns(JavaClient client, String queue) {
        TaskSnapshot ended = client.end(client.send(queue, request("python.add", 2, 3)));

        assertThat(ended.state()).isEqualTo(TaskState.SUCCESS);
        assertThat(ended.result()).isEqualTo(5);
        assertThat(ended.dateDone()).isNotNull();
    }

    private static void pythonRetries(JavaClient client, String queue) {
        TaskId id = client.send(queue, request("python.flaky", 1, 1));

        TaskFailure why =
                Objects.requireNonNull(client.await(id, TaskState.RETRY).failure());
        assertThat(why.type()).isEqualTo("RuntimeError");
        assertThat(why.message()).isEqualTo("attempt 0");
        assertThat(client.end(id).result()).isEqualTo(1);
    }

    private static void pythonWaits(JavaClient client, String queue) {
        Instant eta = Instant.now().plus(Duration.ofMillis(1500));

        TaskId id = client.send(queue, request("python.add", 1, 1).withEta(eta));

        assertThat(Objects.requireNonNull(client.end(id).dateDone())).isAfterOrEqualTo(eta);
    }

    private void calls(JavaClient client) {
        report.run("Python reads keyword arguments of Java's", () -> {
            TaskRequest request = TaskRequest.of(TaskId.random(), "python.add", Map.of("a", "x", "b", "y"));
            assertThat(client.end(client.send(CLASSIC, request)).result()).isEqualTo("xy");
        });
        report.run("Python sees every header that Celery itself would send", () -> {
            TaskRequest request = request("python.request", 1, "it's", List.of(true))
                    .withPriority(7)
                    .withLimits(new TimeLimits(Duration.ofSeconds(30), Duration.ofSeconds(60)));
            TaskId id = client.send(QUORUM, request);

            Map<?, ?> seen = (Map<?, ?>) Objects.requireNonNull(client.end(id).result());
            assertThat(seen.get("argsrepr")).isEqualTo("(1, 'it\\'s', [True])");
            assertThat(seen.get("kwargsrepr")).isEqualTo("{}");
            assertThat(seen.get("root_id")).isEqualTo(id.value());
            assertThat(seen.get("correlation_id")).isEqualTo(id.value());
            assertThat(seen.get("parent_id")).isNull();
            assertThat(seen.get("retries")).isEqualTo(0);
            assertThat(seen.get("timelimit")).isEqualTo(List.of(60.0, 30.0));
            assertThat(seen.get("lang")).isEqualTo("java");
            assertThat(seen.get("priority")).isEqualTo(7);
            assertThat(seen.get("routing_key")).isEqualTo(QUORUM);
            assertThat(String.valueOf(seen.get("origin"))).startsWith("baton");
        });
        report.run("Python calls Java from within a task of Java's", () -> {
            TaskId id = client.send(CLASSIC, request("python.calls_java", 20, 3));
            TaskId called = new TaskId(String.valueOf(client.end(id).result()));
            assertThat(client.end(called).result()).isEqualTo(23);
        });
        report.run("Java gets no result that it does not want", () -> {
            TaskRequest wanted = request("python.add", 1, 1);
            TaskRequest.Conditions ignored = new TaskRequest.Conditions(null, null, 0, 0, true, TimeLimits.NONE);
            TaskRequest unwanted = new TaskRequest(
                    TaskId.random(), wanted.task(), wanted.args(), Map.of(), ignored, wanted.lineage(), Map.of());
            client.send(CLASSIC, unwanted);
            client.end(client.send(CLASSIC, wanted));
            // Celery says that it is started even so.
            assertThat(client.known(unwanted.id()).filter(known -> known.state().isFinal()))
                    .isEmpty();
        });
    }

    private void outcomes(JavaClient client) {
        report.run("Java reads how a Python task failed", () -> {
            TaskSnapshot ended = client.end(client.send(CLASSIC, request("python.fail", "bad")));
            TaskFailure failure = Objects.requireNonNull(ended.failure());
            assertThat(ended.state()).isEqualTo(TaskState.FAILURE);
            assertThat(failure.type()).isEqualTo("ValueError");
            assertThat(failure.message()).isEqualTo("bad, 3");
            assertThat(failure.module()).isEqualTo("builtins");
            assertThat(failure.traceback()).contains("Traceback");
        });
        report.run("Java reads that Python does not know a task", () -> {
            TaskSnapshot ended = client.end(client.send(CLASSIC, request("python.unknown")));
            assertThat(Objects.requireNonNull(ended.failure()).type()).isEqualTo("NotRegistered");
        });
        report.run("Java reads a state of the application's own", () -> {
            TaskId id = client.send(CLASSIC, request("python.progress"));
            assertThat(client.await(id, TaskState.PROGRESS).result()).isEqualTo(Map.of("current", 1, "total", 2));
            client.revoke(id);
            assertThat(client.end(id).state()).isEqualTo(TaskState.REVOKED);
        });
        report.run("Java reads what JSON does not know", () -> {
            Object result =
                    client.end(client.send(CLASSIC, request("python.typed"))).result();
            Map<?, ?> typed = (Map<?, ?>) Objects.requireNonNull(result);
            assertThat(typed.get("moment")).isEqualTo(OffsetDateTime.parse("2026-11-21T08:06:14.436526+00:00"));
            assertThat(typed.get("amount")).isEqualTo(new BigDecimal("12.50"));
            assertThat(typed.get("id")).isEqualTo(UUID.fromString("731bf42a-12ed-497b-9551-c73e93cc6b2b"));
            assertThat((byte[]) typed.get("data")).containsExactly(0xff, 0);
        });
    }

    private void values(JavaClient client) {
        report.run("Python gives back what Java sends beyond JSON", () -> {
            List<Object> values = List.of(
                    OffsetDateTime.parse("2026-11-21T08:06:14.436526+01:00"),
                    LocalDateTime.parse("2026-11-21T08:06"),
                    LocalDate.parse("0033-04-03"),
                    LocalTime.parse("08:06:14.000005"),
                    OffsetTime.parse("08:06:14-03:30"),
                    new BigDecimal("12345678901234567890.10"),
                    UUID.fromString("731bf42a-12ed-497b-9551-c73e93cc6b2b"),
                    Double.NaN,
                    Double.NEGATIVE_INFINITY);
            assertThat(client.end(client.send(CLASSIC, request("python.echo", values)))
                            .result())
                    .isEqualTo(values);
            byte[] data = {-1, 0};
            assertThat((byte[]) client.end(client.send(CLASSIC, request("python.echo", data)))
                            .result())
                    .isEqualTo(data);
        });
        report.run("Python is shown what Java sends beyond JSON as its own", () -> {
            TaskId id = client.send(CLASSIC, request("python.request", new BigDecimal("12.50"), LocalDate.EPOCH));
            Map<?, ?> seen = (Map<?, ?>) Objects.requireNonNull(client.end(id).result());
            assertThat(seen.get("argsrepr")).isEqualTo("(Decimal('12.50'), datetime.date(1970, 1, 1))");
        });
    }

    private void limits(JavaClient client) {
        report.run("Python keeps a hard time limit of Java's", () -> {
            TaskId id = client.send(
                    CLASSIC, request("python.sleep", 60).withLimits(new TimeLimits(null, Duration.ofSeconds(1))));
            assertThat(Objects.requireNonNull(client.end(id).failure()).type()).isEqualTo("TimeLimitExceeded");
        });
        report.run("Python keeps a soft time limit of Java's", () -> {
            TaskId id = client.send(
                    CLASSIC, request("python.sleep", 60).withLimits(new TimeLimits(Duration.ofSeconds(1), null)));
            assertThat(Objects.requireNonNull(client.end(id).failure()).type()).isEqualTo("SoftTimeLimitExceeded");
        });
        report.run("Python ends what Java revokes", () -> {
            TaskId running = client.send(CLASSIC, request("python.sleep", 60));
            client.await(running, TaskState.STARTED);
            client.revoke(running);
            assertThat(client.end(running).state()).isEqualTo(TaskState.REVOKED);
            assertThat(client.end(client.send(CLASSIC, request("python.add", 1, 1)))
                            .result())
                    .isEqualTo(2);
        });
        report.run("Python does not run what has expired", () -> {
            TaskRequest request = request("python.add", 1, 1);
            TaskRequest.Conditions expired =
                    new TaskRequest.Conditions(null, Instant.now().minusSeconds(5), 0, 0, false, TimeLimits.NONE);
            TaskRequest late = new TaskRequest(
                    request.id(), request.task(), request.args(), Map.of(), expired, request.lineage(), Map.of());
            // The broker drops what it cannot deliver before its expiry.
            client.send(CLASSIC, late);
            client.end(client.send(CLASSIC, request("python.add", 1, 1)));
            assertThat(client.known(late.id()).filter(known -> known.state() == TaskState.SUCCESS))
                    .isEmpty();
        });
    }
}
