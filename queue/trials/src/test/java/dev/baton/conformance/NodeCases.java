package dev.baton.conformance;

import dev.baton.client.JavaClient;
import dev.baton.task.TaskFailure;
import dev.baton.task.TaskId;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskSnapshot;
import dev.baton.task.TaskState;
import dev.baton.testing.Celery;
import dev.baton.testing.FreshServices;
import dev.baton.testing.Services;
import dev.baton.workflow.Signature;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import static dev.baton.client.JavaClient.request;
import static org.assertj.core.api.Assertions.assertThat;

/** Clients in JavaScript, celery-node and celery-ts, against a Baton worker, and Baton's client against a worker of celery-node. */
final class NodeCases {
    private static final Path SCRIPTS = Path.of("src", "test", "resources", "conformance", "js");

    /** The least that RabbitMQ 4.3.6 accepts: celery-node 0.5.9 offers 4096 by default, and is cut off. */
    private static final String FRAMES = "?frameMax=8192";

    private final Path modules;

    /** Cases with what is in {@code modules}. */
    NodeCases(Path modules) {
        this.modules = modules;
    }

    void runCeleryNode(Report report) {
        try (Workshop workshop = new Workshop();
                Celery.Program worker = new Celery.Program(script("worker.js", FRAMES, workshop.services())
                        .redirectErrorStream(true)
                        .redirectOutput(Workshop.log("celery-node")));
                JavaClient client = new JavaClient(workshop.services())) {
            workshop.awaitConsumers(worker::isAlive, "node", "node.quorum");
            Workshop.follow(new Celery.Program(script("celery-node.js", FRAMES, workshop.services())), report);
            calls(client, report);
            outcomes(client, report);
        }
    }

    void runCeleryTs(Report report) {
        try (Workshop workshop = new Workshop()) {
            Workshop.follow(new Celery.Program(script("celery-ts.js", "", workshop.services())), report);
        }
    }

    private ProcessBuilder script(String name, String options, FreshServices services) {
        ProcessBuilder builder = Services.command()
                .command("node", SCRIPTS.resolve(name).toString(), services.amqpUrl() + options, services.redisUrl())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("NODE_PATH", modules.toString());
        return builder;
    }

    private static void calls(JavaClient client, Report report) {
        for (String queue : List.of("node", "node.quorum")) {
            String where = queue.equals("node") ? " (classic queue)" : " (quorum queue)";
            report.run(
                    "Node runs what Java sends" + where,
                    () -> assertThat(client.end(client.send(queue, request("node.add", 2, 3)))
                                    .result())
                            .isEqualTo(5));
        }
        report.run("Node reads keyword arguments of Java's", () -> {
            TaskRequest request = TaskRequest.of(TaskId.random(), "node.keywords", Map.of("a", 1));
            assertThat(client.end(client.send("node", request)).result()).isEqualTo(Map.of("a", 1));
        });
        report.run("Node gets a task of Java's when its eta has come", () -> {
            Instant eta = Instant.now().plus(Duration.ofMillis(1500));
            TaskId id = client.send("node", request("node.add", 1, 1).withEta(eta));
            assertThat(Objects.requireNonNull(client.end(id).dateDone()))
                    .isAfterOrEqualTo(eta.minus(Duration.ofMillis(1)));
        });
        report.run("Node has the last step of a chain", () -> {
            Signature first = Signature.of("conform.add", 1, 2).on("celery");
            TaskId last = client.start(
                            Signature.chain(first, Signature.of("node.add", 10).on("node")))
                    .tasks()
                    .get(0);
            assertThat(client.end(last).result()).isEqualTo(13);
        });
        report.run("a decimal of Java's comes back from Node to the digit", () -> {
            BigDecimal amount = new BigDecimal("12345678901234567890.10");
            assertThat(client.end(client.send("node", request("node.echo", amount)))
                            .result())
                    .isEqualTo(amount);
        });
    }

    private static void outcomes(JavaClient client, Report report) {
        report.run("Java reads a moment of Node's as its text", () -> {
            TaskSnapshot ended = client.end(client.send("node", request("node.moment")));
            assertThat(ended.result()).isEqualTo("2026-11-21T08:06:14.436Z");
        });
        report.run("Java reads that a task of Node's failed, of which Node says no more", () -> {
            TaskSnapshot ended = client.end(client.send("node", request("node.fail", "bad")));
            assertThat(ended.state()).isEqualTo(TaskState.FAILURE);
            TaskFailure failure = Objects.requireNonNull(ended.failure());
            assertThat(List.of(failure.type(), failure.message())).doesNotContain("null", "");
        });
    }
}
