package dev.baton.worker;

import dev.baton.photo.store.PhotoStore;
import dev.baton.testing.Celery;
import dev.baton.testing.Checkout;
import dev.baton.testing.RequiresServices;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** A real Celery, from Debian, as the client of a Baton worker. */
@RequiresServices
class CeleryIT {
    private static final Pattern PYTHON =
            Pattern.compile("^```python\\R(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

    @TempDir
    private static Path folder;

    private static WorkerFixture worker;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(Celery.isPresent(), "skipped: there is no python3 with Celery beside the services");
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
    void whatTheReadmeShowsWorksAsItStands() throws Exception {
        List<String> python = PYTHON.matcher(Files.readString(Checkout.file("README.md")))
                .results()
                .map(block -> block.group(1))
                .toList();
        assertThat(python).hasSize(1);
        worker.bean(PhotoStore.class)
                .put("race/1.jpg", Files.readAllBytes(Checkout.file("models", "samples", "upright.jpg")), "image/jpeg");

        String printed = Celery.run(python.get(0)
                .replaceFirst("amqp://[^\"]*", worker.services.amqpUrl())
                .replaceFirst("redis://[^\"]*", worker.services.redisUrl()));

        assertThat(printed).startsWith("{").contains("'is_blurry': False");
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

    private static String python(String script) {
        return Celery.run(worker.services, script);
    }
}
