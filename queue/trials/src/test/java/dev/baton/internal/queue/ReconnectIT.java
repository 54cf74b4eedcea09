package dev.baton.internal.queue;

import dev.baton.internal.queue.control.Intake;
import dev.baton.internal.queue.settle.WorkerIdentity;
import dev.baton.sample.SampleWorker;
import dev.baton.task.TaskId;
import dev.baton.task.TaskState;
import dev.baton.task.TimeLimits;
import dev.baton.testing.Celery;
import dev.baton.testing.Patience;
import dev.baton.testing.RequiresServices;
import dev.baton.testing.Services;
import dev.baton.testing.TcpProxy;
import dev.baton.testing.TestServices.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Services that vanish from a running worker, and return. */
@RequiresServices
class ReconnectIT {
    private static final Duration SOON = Duration.ofSeconds(5);
    /** By then whoever waits a little longer after each failure waits far too long. */
    private static final Duration LONG_OUTAGE = Duration.ofSeconds(12);

    private static final TcpProxy BROKER = new TcpProxy(Service.RABBITMQ.port());
    private static final TcpProxy REDIS = new TcpProxy(Service.REDIS.port());
    private static final TcpProxy DATABASE = new TcpProxy(Service.POSTGRESQL.port());

    private static SampleFixture sample;
    private static SampleClient client;

    @BeforeAll
    static void start() {
        sample = new SampleFixture(ReconnectIT::throughProxies);
        client = new SampleClient(sample.services);
    }

    private static Map<String, String> throughProxies(Map<String, String> services) {
        Map<String, String> properties = new LinkedHashMap<>(services);
        properties.put("spring.rabbitmq.port", String.valueOf(BROKER.port()));
        properties.computeIfPresent("baton.redis.url", (name, url) -> through(REDIS, Service.REDIS, url));
        properties.computeIfPresent("spring.datasource.url", (name, url) -> through(DATABASE, Service.POSTGRESQL, url));
        return properties;
    }

    private static String through(TcpProxy proxy, Service service, String url) {
        return url.replace(":" + service.port(), ":" + proxy.port());
    }

    @AfterAll
    static void stop() {
        client.close();
        sample.close();
        Stream.of(BROKER, REDIS, DATABASE).forEach(TcpProxy::close);
    }

    @Test
    void afterALongOutageTasksRunWithinFiveSeconds() {
        BROKER.cut();
        Patience.await()
                .pollDelay(LONG_OUTAGE)
                .atMost(LONG_OUTAGE.multipliedBy(4))
                .until(() -> !isHealthy());
        TaskId id = send();

        BROKER.restore();

        assertRunsSoon(id);
        assertHeard();
    }

    @Test
    void aFrozenConnectionIsNoticedAndGivenUp() {
        BROKER.swallowAnswers();
        Patience.await().until(() -> !isHealthy());
        TaskId id = send();

        BROKER.restore();

        assertRunsSoon(id);
        assertHeard();
    }

    @Test
    void aBrokerThatIsKilledIsWaitedFor() throws Exception {
        assertThat(Services.run("restart", "rabbitmq", "--kill")).isZero();

        assertRunsSoon(send());
        assertHeard();
    }

    /** Beside the others: a broker that is killed right after a queue of one name was deleted and made anew never opens it again. */
    @Test
    void aQueueThatIsDeletedIsMadeAgain() {
        try (SampleFixture own = new SampleFixture()) {
            own.services.queue("sample").delete();

            // Until it is there again the broker returns what is sent to it.
            TaskId id = Patience.await()
                    .atMost(SOON)
                    .ignoreExceptions()
                    .until(() -> own.send(SampleFixture.request(SampleWorker.ECHO, "after all")), sent -> true);

            own.await(id, TaskState.SUCCESS);
        }
    }

    @Test
    void aBrokerShortOfMemoryStillTakesAcknowledgements() throws Exception {
        TaskId id = client.send(
                SampleFixture.request(SampleWorker.SLOW, "").withLimits(new TimeLimits(Duration.ofSeconds(25), null)));
        client.await(id, TaskState.PROGRESS);
        awaitUnacknowledged(1);
        try {
            // It no longer reads from the connections that publish, such as the workers' heartbeats.
            Services.run("exec", "--", "rabbitmqctl", "-q", "set_vm_memory_high_watermark", "absolute", "1MB");

            client.await(id, TaskState.FAILURE);
            awaitUnacknowledged(0);
        } finally {
            Services.run("exec", "--", "rabbitmqctl", "-q", "set_vm_memory_high_watermark", "absolute", "1GB");
        }
        assertRunsSoon(send());
        assertHeard();
    }

    private static void awaitUnacknowledged(int count) {
        Patience.await().until(() -> sample.services.queue("sample").unacknowledged() == count);
    }

    static Stream<List<TcpProxy>> orders() {
        return Stream.of(0, 1, 2).map(first -> {
            List<TcpProxy> order = new ArrayList<>(List.of(BROKER, REDIS, DATABASE));
            Collections.rotate(order, first);
            return order;
        });
    }

    @ParameterizedTest
    @MethodSource("orders")
    void nothingHangsInWhateverOrderServicesVanishAndReturn(List<TcpProxy> order) {
        List<TaskId> ids = new ArrayList<>();
        for (TcpProxy service : order) {
            ids.addAll(List.of(send(), send()));
            service.cut();
        }
        ids.add(send());
        Collections.reverse(order);
        for (TcpProxy service : order) {
            service.restore();
            ids.add(send());
        }

        assertThat(ids).allSatisfy(id -> client.await(id, TaskState.SUCCESS));
        assertRunsSoon(send());
    }

    private static TaskId send() {
        return client.send(SampleFixture.request(SampleWorker.ECHO, "after all"));
    }

    private static void assertRunsSoon(TaskId id) {
        Patience.await().atMost(SOON).until(() -> client.state(id) == TaskState.SUCCESS);
        assertThat(isHealthy()).isTrue();
    }

    private static boolean isHealthy() {
        HealthIndicator consumers = (HealthIndicator) sample.bean(Intake.class);
        return Status.UP.equals(consumers.health().getStatus());
    }

    /** Celery's commands reach the worker again, and its monitors see that it is alive. */
    private static void assertHeard() {
        assumeTrue(Celery.isPresent(), "skipped: there is no python3 with Celery beside the services");
        String worker = sample.bean(WorkerIdentity.class).hostname();
        assertThat(Celery.run(sample.services, """
                        print(app.control.ping(timeout=5, limit=1))
                        heard = []
                        with app.connection_for_read() as connection:
                            def hear(event):
                                heard.append(event)
                                receiver.should_stop = True
                            receiver = app.events.Receiver(connection, handlers={"worker-heartbeat": hear})
                            receiver.capture(timeout=5, wakeup=False)
                        print(heard[0]["hostname"])
                        """)).isEqualTo("[{'" + worker + "': {'ok': 'pong'}}]\n" + worker);
    }
}
