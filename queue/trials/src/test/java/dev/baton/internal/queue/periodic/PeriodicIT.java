package dev.baton.internal.queue.periodic;

import dev.baton.internal.ledger.FinishedTasks;
import dev.baton.internal.periodic.Ticks;
import dev.baton.periodic.Call;
import dev.baton.periodic.CatchUp;
import dev.baton.periodic.PeriodicStatus;
import dev.baton.periodic.PeriodicTask;
import dev.baton.periodic.PeriodicTasks;
import dev.baton.periodic.Timing;
import dev.baton.sample.SampleWorker;
import dev.baton.task.TaskId;
import dev.baton.testing.FreshServices;
import dev.baton.testing.RequiresServices;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

import static dev.baton.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

/** Periodic tasks, sent by several nodes at once to queues on which everything that is sent can be counted. */
@RequiresServices
class PeriodicIT {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static FreshServices services;
    private static ConfigurableApplicationContext worker;

    @BeforeAll
    static void start() {
        services = new FreshServices();
        Map<String, String> properties = new HashMap<>(services.properties());
        properties.put("baton.periodic.look-interval", "100ms");
        properties.put("baton.periodic.tasks.configured.every", "1s");
        properties.put("baton.periodic.tasks.configured.task", SampleWorker.ECHO.name());
        properties.put("baton.periodic.tasks.configured.queue", SampleWorker.QUEUE);
        properties.put("baton.periodic.tasks.configured.kwargs", "{\"text\": \"tick\"}");
        worker = new SpringApplication(SampleWorker.class)
                .run(properties.entrySet().stream()
                        .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                        .toArray(String[]::new));
    }

    @AfterAll
    static void stop() {
        worker.close();
        services.close();
    }

    @Test
    void taskOfTheConfigurationRunsAtEveryTick() {
        await().until(() -> finishedOf("configured") >= 2);

        PeriodicStatus status = tasks().find("configured").orElseThrow();
        assertThat(status.timing()).isEqualTo("every PT1S");
        assertThat(status.lastTick()).isNotNull();
        assertThat(status.lastFailure()).isNull();
    }

    @Test
    void eachTickIsSentOnceByThreeNodes() {
        PeriodicTask task = to("once", Timing.every(SECOND));
        List<PeriodicScheduler> nodes =
                Stream.of("one", "two", "three").map(name -> node(name, task)).toList();
        nodes.forEach(PeriodicScheduler::start);

        await().until(() -> messagesOn("once") >= 4);

        nodes.forEach(PeriodicScheduler::stop);
        List<String> ids = drain("once");
        List<Instant> ticks = ids.stream()
                .map(id -> Instant.parse(id.substring("once@".length())))
                .toList();
        assertThat(ids).doesNotHaveDuplicates();
        for (int index = 1; index < ticks.size(); index++) {
            assertThat(Duration.between(ticks.get(index - 1), ticks.get(index))).isEqualTo(SECOND);
        }
    }

    @Test
    void tickOfANodeThatDiedBeforeItNotedItsSendingIsSentAgainUnderTheSameIdAndRunsOnce() {
        PeriodicTask task = PeriodicTask.of(
                "orphaned", Timing.every(Duration.ofDays(1)), Call.of(SampleWorker.ECHO, new SampleWorker.Text("x")));
        Instant tick = task.timing().after(Instant.now()).minus(Duration.ofDays(1));
        try (Stopping survivor = new Stopping(node("survivor", task.catchingUp(CatchUp.ONCE)))) {
            survivor.node.start();
            // What a node leaves that published the tick and was killed.
            tasks().runNow("orphaned");
            leftByADeadNode("orphaned", tick);

            await().until(() -> finishedOf("orphaned@" + tick) == 1);
            Instant heard = lastSent("orphaned");
            leftByADeadNode("orphaned", tick);
            await().until(() -> lastSent("orphaned").isAfter(heard));
        }
        TaskId behind = tasks().runNow("orphaned").orElseThrow();
        await().until(() -> worker.getBean(FinishedTasks.class).find(behind).isPresent());

        assertThat(finishedOf("orphaned@" + tick)).isEqualTo(1);
    }

    @Test
    void pausedTaskIsSentByHandAloneAndGoesOnWithoutWhatItMissed() {
        PeriodicTask task = to("paused", Timing.every(SECOND)).catchingUp(CatchUp.ALL);
        try (Stopping only = new Stopping(node("only", task))) {
            only.node.start();
            await().until(() -> messagesOn("paused") >= 1);

            assertThat(tasks().pause("paused")).isTrue();
            // A tick may be under way; the next ones are left out.
            Instant quiet = nextTick("paused").plus(SECOND);
            await().until(() -> nextTick("paused").isAfter(quiet));
            drain("paused");
            TaskId byHand = tasks().runNow("paused").orElseThrow();
            await().until(() -> nextTick("paused").isAfter(quiet.plus(SECOND.multipliedBy(2))));
            assertThat(drain("paused")).containsExactly(byHand.value());

            Instant resumed = Instant.now();
            tasks().resume("paused");
            await().until(() -> messagesOn("paused") >= 1);
            assertThat(drain("paused"))
                    .allSatisfy(id -> assertThat(Instant.parse(id.substring("paused@".length())))
                            .isAfter(resumed.minus(SECOND)));
        }
    }

    @Test
    void sendingThatFailsIsNotedAndMadeUpFor() {
        PeriodicTask task = PeriodicTask.of("nowhere", Timing.every(SECOND), Call.of("x", "nowhere", Map.of()));
        try (Stopping only = new Stopping(node("lonely", task))) {
            only.node.start();
            await().until(
                            () -> tasks().find("nowhere").map(PeriodicStatus::lastFailure),
                            failure -> failure.orElse("").contains("no queue is named nowhere"));

            declare("nowhere");

            await().until(() -> messagesOn("nowhere") >= 1);
        }
    }

    @Test
    void failureOfTheLastTaskIsTold() {
        PeriodicTask task = PeriodicTask.of(
                "failing", Timing.every(Duration.ofDays(300)), Call.of("no.such.task", SampleWorker.QUEUE, Map.of()));
        worker.getBean(Ticks.class).register(task, Instant.now());

        tasks().runNow("failing");

        await().until(
                        () -> tasks().find("failing").map(PeriodicStatus::lastFailure),
                        failure -> failure.orElse("").contains("NotRegistered: no.such.task"));
    }

    @Test
    void otherTimingCountsAnew() {
        Ticks ticks = worker.getBean(Ticks.class);
        Instant now = Instant.parse("2026-01-10T12:00:00Z");
        PeriodicTask hourly = to("changed", Timing.every(Duration.ofHours(1)));

        assertThat(ticks.register(hourly, now).nextTick()).isEqualTo(Instant.parse("2026-01-10T13:00:00Z"));
        assertThat(ticks.register(hourly, now.plusSeconds(7200)).nextTick())
                .isEqualTo(Instant.parse("2026-01-10T13:00:00Z"));
        assertThat(ticks.register(to("changed", Timing.every(SECOND)), now).nextTick())
                .isEqualTo(now.plusSeconds(1));
    }

    /** db-scheduler does nothing, and says nothing, where what is scheduled is there already. */
    @Test
    void nodeWithOtherTimingSendsByItAtOnce() {
        try (Stopping before = new Stopping(node("before", to("sooner", Timing.every(Duration.ofDays(1)))))) {
            before.node().start();
        }
        assertThat(messagesOn("sooner")).isZero();

        try (Stopping after = new Stopping(node("after", to("sooner", Timing.every(SECOND))))) {
            after.node().start();

            await().until(() -> messagesOn("sooner") >= 1);
        }
    }

    /** A task that is sent to a queue of its own, from which nobody takes. */
    private static PeriodicTask to(String queue, Timing timing) {
        declare(queue);
        return PeriodicTask.of(queue, timing, Call.of("any", queue, Map.of()));
    }

    private static void declare(String queue) {
        services.queue(queue).declare("{}");
    }

    private static PeriodicScheduler node(String name, PeriodicTask task) {
        PeriodicSettings settings = new PeriodicSettings(
                true, Duration.ofMillis(50), Duration.ofMillis(200), Duration.ofSeconds(60), Map.of());
        return new PeriodicScheduler(
                new PeriodicScheduler.Node(name, worker.getBean(DataSource.class), settings, Clock.systemUTC()),
                List.of(task),
                worker.getBean(Ticks.class));
    }

    private static void leftByADeadNode(String name, Instant tick) {
        jdbc().sql("update periodic_task set next_tick = ?::timestamptz where name = ?")
                .params(tick.toString(), name)
                .update();
        jdbc().sql("update periodic_execution set picked = true, picked_by = 'dead', execution_time = now(),"
                        + " last_heartbeat = now() - interval '1 hour' where task_name = ?")
                .param(name)
                .update();
    }

    private static PeriodicTasks tasks() {
        return worker.getBean(PeriodicTasks.class);
    }

    private static JdbcClient jdbc() {
        return worker.getBean(JdbcClient.class);
    }

    private static Instant nextTick(String name) {
        return tasks().find(name).orElseThrow().nextTick();
    }

    private static Instant lastSent(String name) {
        return Optional.ofNullable(tasks().find(name).orElseThrow().lastSentAt())
                .orElse(Instant.EPOCH);
    }

    private static long finishedOf(String prefix) {
        return jdbc().sql("select count(*) from finished_task where state = 'SUCCESS' and starts_with(task_id, ?)")
                .param(prefix)
                .query(Long.class)
                .single();
    }

    private static long messagesOn(String queue) {
        return worker.getBean(RabbitTemplate.class).execute(channel -> channel.messageCount(queue));
    }

    private static List<String> drain(String queue) {
        List<String> ids = new ArrayList<>();
        RabbitTemplate rabbit = worker.getBean(RabbitTemplate.class);
        for (Message next = rabbit.receive(queue); next != null; next = rabbit.receive(queue)) {
            ids.add(next.getMessageProperties().getHeader("id"));
        }
        return ids;
    }

    /** A node that a test stops in any case. */
    private record Stopping(PeriodicScheduler node) implements AutoCloseable {
        @Override
        public void close() {
            node.stop();
        }
    }
}
