package dev.baton.worker;

import dev.baton.testing.RequiresServices;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** A real Celery, from Debian, as the client of a Baton worker. */
@RequiresServices
class CeleryIT {
    private static final Path SERVICES =
            Path.of("..", "docker", "services", "services").toAbsolutePath().normalize();

    @TempDir
    private static Path folder;

    private static WorkerFixture worker;

    @BeforeAll
    static void start() throws Exception {
        boolean celery = run(List.of(SERVICES.toString(), "exec", "--", "python3", "-c", "import celery"))
                .isEmpty();
        if (System.getenv("CI") == null) {
            assumeTrue(celery, "skipped: there is no python3 with Celery beside the services");
        }
        worker = new WorkerFixture(folder, Map.of());
    }

    @AfterAll
    static void stop() {
        if (worker != null) {
            worker.close();
        }
    }

    @Test
    void aStockClientSendsATaskAndGetsItsResult() throws Exception {
        String key = worker.storePhoto(WorkerFixture.plate("1234"));

        String printed = python("""
                result = app.send_task("photo.analyze", kwargs={"photo": {"key": "%s"}}, queue="photo")
                analysis = result.get(timeout=60)
                print(result.state, analysis["image"]["width"], analysis["blur"]["is_blurry"], analysis["photo_id"])
                """.formatted(key));

        assertThat(printed).startsWith("SUCCESS 640 False ");
        assertThat(worker.count("photo")).isPositive();
    }

    @Test
    void positionalArgumentsAndSignaturesBindToo() throws Exception {
        String key = worker.storePhoto(WorkerFixture.plate("99"));

        String printed = python("""
                signature = app.signature("photo.analyze", args=({"key": "%s"}, ["blur"]), queue="photo")
                analysis = signature.apply_async(compression="zlib").get(timeout=60)
                print("blur" in analysis, "bibs" in analysis)
                """.formatted(key));

        assertThat(printed).isEqualTo("True False");
    }

    @Test
    void aFailureIsRaisedInTheClientWithItsTypeAndMessage() throws Exception {
        String printed = python("""
                try:
                    app.send_task("photo.analyze", kwargs={"photo": {"key": "test/gone.png"}}, queue="photo").get(timeout=60)
                except Exception as error:
                    print(type(error).__name__, error)
                try:
                    app.send_task("no.such.task", queue="photo").get(timeout=60)
                except Exception as error:
                    print(type(error).__name__, error)
                """);

        assertThat(printed.lines())
                .containsExactly(
                        "MissingPhoto there is no photo under the key 'test/gone.png'", "NotRegistered 'no.such.task'");
    }

    private static String python(String script) throws Exception {
        String application = """
                from celery import Celery
                app = Celery("client", broker="%s", backend="%s")
                """.formatted(worker.services.amqpUrl(), worker.services.redisUrl());
        return run(List.of(SERVICES.toString(), "exec", "--", "python3", "-c", application + script));
    }

    /** Returns what the command prints, errors too. */
    private static String run(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putIfAbsent("BATON_INSTANCE", "test");
        Process process = builder.start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(90, TimeUnit.SECONDS)).as("the command ends").isTrue();
        return printed.strip();
    }
}
