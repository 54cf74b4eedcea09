package dev.baton.worker;

import dev.baton.deadletter.DeadLetterFilter;
import dev.baton.deadletter.DeadLetters;
import dev.baton.task.TaskFailure;
import dev.baton.task.TaskId;
import dev.baton.task.TaskOutcome;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskSnapshot;
import dev.baton.task.TaskState;
import dev.baton.testing.BrokerQueue;
import dev.baton.testing.Checkout;
import dev.baton.testing.Pictures;
import dev.baton.testing.RequiresServices;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageProperties;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static dev.baton.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

@RequiresServices
class WorkerIT {
    @TempDir
    private static Path folder;

    private static WorkerFixture worker;

    @BeforeAll
    static void start() {
        worker = new WorkerFixture(folder, Map.of());
    }

    @AfterAll
    static void stop() {
        worker.close();
    }

    @Test
    void aPhotoIsAnalysedStoredAndAnswered() {
        TaskId id = TaskId.random();

        worker.publish(worker.analyze(id, worker.storePhoto(WorkerFixture.plate("1234"))));

        Map<?, ?> result = (Map<?, ?>) worker.awaitEnd(id).result();
        assertThat(result.get("image")).isEqualTo(Map.of("width", 640, "height", 480));
        assertThat(result.get("blur")).isNotNull();
        assertThat(result.get("bibs").toString()).contains("number=1234");
        assertThat(result.get("unavailable").toString())
                .contains("analysis=faces")
                .contains("set BATON_MODELS_PACKS=starter");
        assertThat(result.get("timings_ms").toString()).contains("decode").contains("store");
        assertThat(worker.finished().find(id)).isPresent();
    }

    /** Prometheus' library strips ends such as created and total, and what then has a name that is taken is left out. */
    @Test
    void everyMeterKeepsItsName() throws Exception {
        TaskId id = TaskId.random();
        worker.publish(worker.analyze(id, worker.storePhoto(WorkerFixture.plate("12"))));
        worker.awaitEnd(id);

        String scraped = worker.metrics();

        assertThat(worker.bean(MeterRegistry.class).getMeters().stream()
                        .map(meter -> meter.getId().getName())
                        .filter(name -> name.startsWith("baton.")))
                .contains("baton.tasks", "baton.tasks.running")
                .allSatisfy(name -> assertThat(scraped)
                        .containsPattern("# TYPE " + name.replace('.', '_') + "(_seconds|_total)? "));
    }

    @Test
    void everyMeterIsInTheReference() throws Exception {
        List<String> reference = Files.readAllLines(Checkout.file("docs", "reference", "metrics.md"));
        TaskId id = TaskId.random();
        worker.publish(worker.analyze(id, worker.storePhoto(WorkerFixture.plate("12"))));
        worker.awaitEnd(id);

        assertThat(worker.bean(MeterRegistry.class).getMeters().stream()
                        .map(Meter::getId)
                        .filter(meter -> meter.getName().startsWith("baton.")))
                .hasSizeGreaterThan(3)
                .allSatisfy(meter -> assertThat(reference)
                        .filteredOn(line ->
                                line.matches("\\| `" + meter.getName().replace('.', '_') + "(_seconds|_total)?` .*"))
                        .singleElement()
                        .satisfies(line -> {
                            assertThat(line).endsWith("| " + meter.getDescription() + " |");
                            assertThat(meter.getTags()).allMatch(tag -> line.contains("`" + tag.getKey() + "`"));
                        }));
    }

    /** The header says twice as many rows as there are data for. */
    @Test
    void aPhotoThatLacksDataIsAnalysedWithAWarning() {
        byte[] jpeg = Pictures.jpeg(640, 480);
        int frame = IntStream.range(0, jpeg.length)
                .filter(at -> jpeg[at] == (byte) 0xff && jpeg[at + 1] == (byte) 0xc0)
                .findFirst()
                .orElseThrow();
        ByteBuffer.wrap(jpeg).putShort(frame + 5, (short) 960);
        TaskId id = TaskId.random();

        worker.publish(worker.analyze(id, worker.storePhoto(jpeg)));

        Map<?, ?> result = (Map<?, ?>) worker.awaitEnd(id).result();
        assertThat(result.get("image")).isEqualTo(Map.of("width", 640, "height", 960));
        assertThat(result.get("warnings").toString()).contains("no data for about 50 % of the photo");
    }

    @Test
    void aTaskThatIsDeliveredTwiceIsAnsweredTwiceAndStoredOnce() {
        TaskId id = TaskId.random();
        TaskRequest request = worker.analyze(id, worker.storePhoto(WorkerFixture.plate("77")));
        worker.publish(request);
        worker.awaitEnd(id);
        long photos = worker.count("photo");

        worker.publish(request, request);

        TaskId last = TaskId.random();
        worker.publish(worker.analyze(last, "test/none.png"));
        worker.awaitEnd(last);
        assertThat(worker.count("photo")).isEqualTo(photos);
        assertThat(worker.awaitEnd(id).state()).isEqualTo(TaskState.SUCCESS);
    }

    @Test
    void aTaskThatWasWithdrawnBeforeItRanHasNoEffects() {
        TaskId id = TaskId.random();
        worker.finished().withdraw(List.of(id));
        long photos = worker.count("photo");

        worker.publish(worker.analyze(id, worker.storePhoto(WorkerFixture.plate("78"))));

        assertThat(worker.awaitEnd(id).state()).isEqualTo(TaskState.REVOKED);
        assertThat(worker.count("photo")).isEqualTo(photos);
    }

    @Test
    void whatCanNeverRunFailsOnceAndSaysWhy() {
        assertThat(failureOf("no.such.task", Map.of()))
                .isEqualTo(new TaskFailure("NotRegistered", "no.such.task", "celery.exceptions", null));
        assertThat(failureOf("photo.analyze", Map.of("foto", 1)).message()).contains("no argument 'foto'");
        assertThat(failureOf("photo.analyze", Map.of("photo", Map.of("key", "test/gone.png")))
                        .type())
                .isEqualTo("MissingPhoto");
        String noPhoto = worker.storePhoto("certainly no photo".getBytes(StandardCharsets.UTF_8));
        TaskFailure unreadable = failureOf("photo.analyze", Map.of("photo", Map.of("key", noPhoto)));
        assertThat(unreadable.type()).isEqualTo("UnreadablePhoto");
        assertThat(unreadable.traceback()).isNull();
        String key = worker.storePhoto(WorkerFixture.plate("1"));
        assertThat(failureOf("photo.analyze", Map.of("photo", Map.of("key", key, "sha256", "0".repeat(64))))
                        .type())
                .isEqualTo("ChangedPhoto");
    }

    private static TaskFailure failureOf(String task, Map<String, @Nullable Object> kwargs) {
        TaskId id = TaskId.random();
        worker.publish(TaskRequest.of(id, task, kwargs));
        TaskSnapshot ended = worker.awaitEnd(id);
        assertThat(ended.state()).isEqualTo(TaskState.FAILURE);
        return ended.failure();
    }

    @Test
    void anExpiredTaskIsRevokedWithoutRunning() {
        TaskId id = TaskId.random();
        Map<String, @Nullable Object> headers = headers(id);
        headers.put("expires", Instant.now().minusSeconds(1).toString());

        send(headers, "[[], {}, null]", "application/json");

        assertThat(worker.awaitEnd(id).failure().message()).isEqualTo("expired");
    }

    @Test
    void brokenMessagesAreQuarantinedAndTheWorkerGoesOn() {
        long buried = buried();
        List<TaskId> ids = IntStream.range(0, 8).mapToObj(n -> TaskId.random()).toList();
        send(headers(ids.get(0)), "not json", "application/json");
        send(headers(ids.get(1)), "[[], {}]", "application/json");
        send(headers(ids.get(2)), "{}", "application/json");
        send(headers(ids.get(3)), "[[], {}, null]", "application/x-python-serialize");
        send(headers(ids.get(4)), "[[], {}, null]", null);
        send(with(headers(ids.get(5)), "timelimit", 3), "[[], {}, null]", "application/json");
        send(with(headers(ids.get(6)), "eta", "soon"), "[[], {}, null]", "application/json");
        send(with(headers(ids.get(7)), "task", null), "[[], {}, null]", "application/json");
        send(with(headers(TaskId.random()), "id", null), "[[], {}, null]", "application/json");
        send(Map.of(), "", "application/json");

        TaskId after = TaskId.random();
        worker.publish(worker.analyze(after, worker.storePhoto(WorkerFixture.plate("55"))));

        assertThat(worker.awaitEnd(after).state()).isEqualTo(TaskState.SUCCESS);
        assertThat(ids)
                .allSatisfy(
                        id -> assertThat(worker.awaitEnd(id).failure().type()).isEqualTo("MalformedMessage"));
        await().until(() -> buried() == buried + 10);
        assertThat(worker.bean(DeadLetters.class).list(DeadLetterFilter.ALL, 100, 0))
                .anySatisfy(letter -> assertThat(new String(letter.message().body(), StandardCharsets.UTF_8))
                        .isEqualTo("not json"))
                .allSatisfy(letter -> assertThat(letter.message().headers()).containsKey("x-baton-reason"));
    }

    private static long buried() {
        return worker.bean(DeadLetters.class).count(DeadLetterFilter.ALL);
    }

    private static Map<String, @Nullable Object> headers(TaskId id) {
        Map<String, @Nullable Object> headers = new HashMap<>();
        headers.put("id", id.value());
        headers.put("task", "photo.analyze");
        headers.put("timelimit", Arrays.asList(null, null));
        return headers;
    }

    private static Map<String, @Nullable Object> with(
            Map<String, @Nullable Object> headers, String name, @Nullable Object value) {
        headers.put(name, value);
        return headers;
    }

    private static void send(Map<String, @Nullable Object> headers, String body, @Nullable String contentType) {
        MessageProperties properties = new MessageProperties();
        headers.forEach((name, value) -> properties.getHeaders().put(name, value));
        properties.setContentType(contentType);
        worker.rabbit()
                .send("", WorkerFixture.QUEUE.name(), new Message(body.getBytes(StandardCharsets.UTF_8), properties));
    }

    @Test
    void aResultThatTheStoreMissedIsGivenLater() {
        TaskId id = TaskId.random();
        worker.finished().finish(id, () -> new TaskOutcome.Succeeded(Map.of("n", 1)));
        assertThat(worker.results().find(id)).isEmpty();

        worker.finished().noteUnannounced(id);

        assertThat(worker.awaitEnd(id).result()).isEqualTo(Map.of("n", 1));
        await().until(() -> worker.count("finished_task where unannounced") == 0);
    }

    @Test
    void queuesAreQuorumQueuesWithALimitAndADeadLetterExchange() {
        BrokerQueue photo = worker.services.queue("photo");

        assertThat(photo.metadata()).contains("\"type\":\"quorum\"");
        await().untilAsserted(() -> assertThat(photo.policy())
                .contains("\"delivery-limit\":21")
                .contains("\"dead-letter-exchange\":\"baton.dead\"")
                .contains("\"dead-letter-strategy\":\"at-least-once\""));
    }

    @Test
    void eachSlotHoldsOneMessageAtATime() {
        // Statistics of the broker's, which come late.
        String consumers = await().until(
                        () -> worker.services.manage("GET", "/api/consumers/" + worker.services.virtualHost(), ""),
                        known -> known.contains("\"name\":\"photo\""));

        for (JsonNode consumer : JsonMapper.shared().readTree(consumers)) {
            assertThat(consumer.at("/prefetch_count").asInt())
                    .as(consumer.toString())
                    .isEqualTo(1);
        }
    }
}
