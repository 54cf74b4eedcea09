package dev.baton.client;

import dev.baton.internal.celery.Json;
import dev.baton.task.TaskCall;
import dev.baton.task.TaskId;
import dev.baton.task.TaskState;
import dev.baton.task.TaskType;
import dev.baton.testing.Celery;
import dev.baton.testing.FreshServices;
import dev.baton.testing.Patience;
import dev.baton.testing.RequiresServices;
import dev.baton.workflow.Signature;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** An application that only sends, with Celery at the other end, or nobody. */
@RequiresServices
class TasksIT {
    private static final String NO_CELERY = "skipped: there is no python3 with Celery beside the services";
    private static final String WORKER = """
            import decimal, os, signal, threading

            def end_with_parent():
                os.read(0, 1)
                os.kill(os.getpid(), signal.SIGKILL)
            threading.Thread(target=end_with_parent, daemon=True).start()

            @app.task(name="shop.price")
            def price(item, count):
                return {"item": item, "total": decimal.Decimal("12.50") * count}

            @app.task(name="shop.fail")
            def fail(item, count):
                raise ValueError(item)

            @app.task(name="shop.count")
            def count(price):
                return len(price["item"])

            app.worker_main(["worker", "--pool=solo", "-Q", "shop", "-l", "WARNING"])
            """;

    private static FreshServices services;
    private static ConfigurableApplicationContext sender;
    private static Tasks tasks;

    @EnableAutoConfiguration
    static class Sender {}

    private record Order(String item, int count) {}

    private record Price(String item, BigDecimal total) {}

    private static final TaskType<Order, Price> PRICE = new TaskType<>("shop.price", Order.class, Price.class, "shop");
    private static final TaskType<Order, Price> FAIL = new TaskType<>("shop.fail", Order.class, Price.class, "shop");
    private static final TaskType<Price, Integer> COUNT =
            new TaskType<>("shop.count", Price.class, Integer.class, "shop");

    @BeforeAll
    static void start() {
        services = new FreshServices();
        sender = start(Map.of("baton.broker.queues", "single,batch,left,right,nobody"));
        tasks = sender.getBean(Tasks.class);
    }

    private static ConfigurableApplicationContext start(Map<String, String> settings) {
        Map<String, String> properties = new HashMap<>(services.properties());
        properties.putAll(settings);
        return new SpringApplication(Sender.class)
                .run(properties.entrySet().stream()
                        .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                        .toArray(String[]::new));
    }

    @AfterAll
    static void stop() {
        sender.close();
        services.close();
    }

    @Test
    void messageIsOnTheQueueOfItsTypeAsCelerySendsIt() {
        TaskType<Order, Price> type = new TaskType<>("shop.price", Order.class, Price.class, "single");

        TaskHandle<Price> sent = tasks.send(type.with(new Order("tea", 2))
                .priority(7)
                .stamp("tenant", "acme")
                .expiresAt(Instant.parse("2126-11-30T12:00:00Z")));

        Message message = receive("single");
        Map<String, Object> headers = message.getMessageProperties().getHeaders();
        assertThat(headers)
                .containsEntry("task", "shop.price")
                .containsEntry("id", sent.id().value());
        assertThat(String.valueOf(headers.get("expires"))).startsWith("2126-11-30T12:00:00");
        assertThat(headers).containsEntry("stamps", Map.of("tenant", "acme"));
        assertThat(message.getMessageProperties().getPriority()).isEqualTo(7);
        List<?> body = Json.read(text(message), List.class);
        assertThat(body.subList(0, 2)).isEqualTo(List.of(List.of(), Map.of("item", "tea", "count", 2)));
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void taskForAQueueThatNobodyDeclaredIsNotSent(CapturedOutput output) {
        TaskCall<Order, Price> call = PRICE.with(new Order("tea", 2)).id(new TaskId("t1"));

        assertThatThrownBy(() -> tasks.send(call.on("missing")))
                .isInstanceOf(UnsentTaskException.class)
                .hasMessage("task t1 to the queue missing could not be sent: no queue is named missing");
        assertThatThrownBy(() -> tasks.call(call.on("missing"))).isInstanceOf(UnsentTaskException.class);
        assertThat(output).doesNotContain("Returned message");
    }

    @Test
    void batchIsSentInItsOrder() {
        List<TaskHandle<Price>> sent = tasks.sendAll(IntStream.range(0, 50)
                .mapToObj(index -> PRICE.with(new Order("tea", index)).on("batch"))
                .toList());

        List<TaskId> received = new ArrayList<>();
        sent.forEach(handle -> received.add(new TaskId(String.valueOf(
                Objects.requireNonNull(receive("batch").getMessageProperties()).getCorrelationId()))));
        assertThat(received).isEqualTo(sent.stream().map(TaskHandle::id).toList());
    }

    @Test
    void callsOfSeveralQueuesAndTypesAreSentTogether() {
        List<TaskHandle<Price>> sent = tasks.sendAll(List.of(
                PRICE.with(new Order("tea", 1)).on("left"),
                FAIL.with(new Order("tea", 2)).on("right"),
                PRICE.with(new Order("tea", 3)).on("left")));

        assertThat(List.of(receive("left"), receive("right"), receive("left")))
                .extracting(message -> message.getMessageProperties().getCorrelationId())
                .containsExactly(
                        sent.get(0).id().value(),
                        sent.get(1).id().value(),
                        sent.get(2).id().value());
    }

    @Test
    void nothingIsSentWhereOneCallIsImpossible() {
        List<TaskCall<Order, Price>> calls = List.of(
                PRICE.with(new Order("tea", 1)).on("possible"),
                PRICE.with(new Order("tea", 2)).on("amq.impossible"));

        assertThatThrownBy(() -> tasks.sendAll(calls)).isInstanceOf(IllegalArgumentException.class);

        assertThat(sender.getBean(AmqpAdmin.class).getQueueInfo("possible")).isNull();
    }

    /** As a Celery worker stores it, and without a word on the channel: so it is where the word was lost. */
    @Test
    void resultThatNobodyToldOfIsFound() {
        TaskHandle<Price> handle = tasks.handle(PRICE, TaskId.random());
        CompletableFuture<Price> watched = handle.watch();
        assertThat(handle.state()).isEqualTo(TaskState.PENDING);

        store(handle.id(), "{'item': 'tea', 'total': {'__type__': 'decimal', '__value__': '25.00'}}");

        assertThat(watched).succeedsWithin(Patience.CEILING).isEqualTo(new Price("tea", new BigDecimal("25.00")));
        assertThat(handle.state()).isEqualTo(TaskState.SUCCESS);
        assertThat(handle.await(Duration.ZERO)).isEqualTo(new Price("tea", new BigDecimal("25.00")));
    }

    @Test
    void resultThatDoesNotFitIsNoResult() {
        TaskHandle<Price> handle = tasks.handle(PRICE, TaskId.random());

        store(handle.id(), "{'item': 'tea', 'total': 'much'}");

        assertThatThrownBy(() -> handle.await(Patience.CEILING))
                .isInstanceOf(UnreadableResultException.class)
                .hasMessage("task " + handle.id()
                        + " succeeded, but 'total' in the result of shop.price must be a number, was \"much\"");
    }

    @Test
    void nobodyWaitsForLongerThanAsked() {
        TaskHandle<Price> handle = tasks.send(PRICE.with(new Order("tea", 2)).on("nobody"));

        assertThatThrownBy(() -> handle.await(Duration.ofMillis(50)))
                .isInstanceOf(UnfinishedTaskException.class)
                .hasMessageContaining("has not ended within PT0.05S");
    }

    @Test
    void interruptedWaitEndsAndLeavesTheFlag() {
        TaskHandle<Price> handle = tasks.handle(PRICE, TaskId.random());
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> handle.await(Patience.CEILING)).isInstanceOf(TaskException.class);

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void revokedTaskEndsThoughNoWorkerHears() {
        TaskHandle<Price> later = tasks.send(PRICE.with(new Order("tea", 2)).after(Duration.ofHours(1)));

        assertThat(later.revoke()).isTrue();

        assertThatThrownBy(() -> later.await(Patience.CEILING))
                .isInstanceOf(RevokedTaskException.class)
                .extracting("reason")
                .isEqualTo("revoked");
        assertThat(later.revoke()).isFalse();
    }

    @Test
    void delayedTasksEndByTheirStamp() {
        TaskCall<Order, Price> call =
                PRICE.with(new Order("tea", 2)).after(Duration.ofHours(1)).stamp("run", "r1");
        List<TaskHandle<Price>> sent = tasks.sendAll(List.of(call, call));

        assertThat(tasks.revokeStamped("run", "r1")).isEqualTo(2);

        assertThat(sent).extracting(TaskHandle::state).containsOnly(TaskState.REVOKED);
    }

    @Test
    void whatWaitsWhenTheApplicationStopsIsTold() {
        CompletableFuture<Price> watched;
        try (ConfigurableApplicationContext other = start(Map.of())) {
            watched = other.getBean(Tasks.class).handle(PRICE, TaskId.random()).watch();
        }

        assertThat(watched)
                .failsWithin(Patience.CEILING)
                .withThrowableThat()
                .withCauseInstanceOf(UnavailableResultException.class);
    }

    @Test
    void celeryWorkerAnswersInTheTypesOfTheCall() {
        assumeTrue(Celery.isPresent(), NO_CELERY);
        try (Celery.Program worker = Celery.start(services, WORKER)) {
            AmqpAdmin broker = sender.getBean(AmqpAdmin.class);
            Patience.await().until(() -> !worker.isAlive() || broker.getQueueInfo("shop") != null);
            TaskHandle<Price> sent = tasks.send(PRICE, new Order("tea", 2));
            CompletableFuture<Price> called = tasks.call(PRICE.with(new Order("coffee", 1)));
            TaskHandle<Integer> chain = tasks.start(
                    Signature.chain(Signature.of(PRICE, new Order("cocoa", 1)), Signature.of(COUNT)), COUNT);

            assertThat(sent.await(Patience.CEILING)).isEqualTo(new Price("tea", new BigDecimal("25.00")));
            assertThat(called).succeedsWithin(Patience.CEILING).isEqualTo(new Price("coffee", new BigDecimal("12.50")));
            assertThat(chain.await(Patience.CEILING)).isEqualTo(5);
            FailedTaskException failed = catchThrowableOfType(
                    FailedTaskException.class,
                    () -> tasks.send(FAIL, new Order("tea", 2)).await(Patience.CEILING));
            assertThat(failed.failure().type()).isEqualTo("ValueError");
            assertThat(failed.failure().message()).isEqualTo("tea");
            assertThat(failed.failure().traceback()).contains("Traceback");
        }
    }

    private static Message receive(String queue) {
        return Objects.requireNonNull(
                sender.getBean(RabbitTemplate.class).receive(queue, Patience.CEILING.toMillis()), queue);
    }

    private static String text(Message message) {
        return new String(message.getBody(), StandardCharsets.UTF_8);
    }

    /** Writes a result of Celery's form; {@code result} is JSON with apostrophes. */
    private static void store(TaskId id, String result) {
        String json = "{'status': 'SUCCESS', 'result': " + result
                + ", 'traceback': null, 'children': [], 'date_done': '2026-11-30T12:00:00+00:00', 'task_id': '" + id
                + "'}";
        String database = services.redisUrl().replaceFirst(".*/", "");
        services.redis("SELECT " + database, "SET celery-task-meta-" + id + " \"" + json.replace("'", "\\\"") + "\"");
    }
}
