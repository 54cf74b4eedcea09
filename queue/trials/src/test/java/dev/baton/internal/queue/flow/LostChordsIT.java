package dev.baton.internal.queue.flow;

import dev.baton.internal.broker.TaskPublisher;
import dev.baton.internal.celery.MessageCodec;
import dev.baton.internal.result.ChordCounts;
import dev.baton.task.TaskFailure;
import dev.baton.task.TaskId;
import dev.baton.task.TaskRequest;
import dev.baton.testing.Celery;
import dev.baton.testing.Patience;
import dev.baton.testing.RequiresServices;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Chords that a Celery client has started, whose size and counts are Redis' alone at first, and a Redis that loses them. */
@RequiresServices
class LostChordsIT {
    private static final Duration KEPT = Duration.ofSeconds(6);

    private static FlowFixture flows;

    private final String group = UUID.randomUUID().toString();
    private final TaskId body = TaskId.random();

    @BeforeAll
    static void start() {
        flows = new FlowFixture(properties -> {
            properties.put("baton.chords.size-timeout", "3s");
            properties.put("baton.redis.result-ttl", KEPT.toSeconds() + "s");
            return properties;
        });
    }

    @AfterAll
    static void stop() {
        flows.close();
    }

    @Test
    void sizeIsRememberedOnceAHeaderTaskIsReceived() {
        flows.bean(ChordCounts.class).announce(group, 2, Optional.empty());
        receive(header(0).withEta(Instant.now().plus(Duration.ofSeconds(4))));
        Patience.await().until(() -> isKnown("expected = 2"));

        flows.bean(ChordCounts.class).forget(group);

        flows.send(header(1));
        assertThat(flows.await(body).result()).isEqualTo(2);
    }

    @Test
    void sizeIsRememberedThoughItIsToldLater() {
        receive(header(0).withEta(Instant.now().plus(Duration.ofSeconds(4))));
        Patience.await().until(() -> isKnown("expected is null"));

        flows.bean(ChordCounts.class).announce(group, 2, Optional.empty());

        Patience.await().until(() -> isKnown("expected = 2"));
        flows.bean(ChordCounts.class).forget(group);
        flows.send(header(1));
        assertThat(flows.await(body).result()).isEqualTo(2);
    }

    @Test
    void sizeIsRememberedOnceAChainInTheHeaderBegins() {
        assumeTrue(Celery.isPresent(), "skipped: there is no python3 with Celery beside the services");
        String id = flows.celery("""
                header = [chain(java("add", 1, 1).set(countdown=4), java("add", 1)), java("add", 2, 2).set(countdown=4)]
                print(chord(header)(java("sum")).id)
                """);
        Patience.await().until(() -> flows.count("chord where body::text like '%" + id + "%' and expected = 2") == 1);

        flows.services.flushRedis();

        assertThat(flows.await(new TaskId(id)).result()).isEqualTo(7);
    }

    @Test
    void chordWhoseSizeIsLostFailsAndIsCounted() {
        double before = lost();

        flows.send(header(0));

        TaskFailure failure = Objects.requireNonNull(flows.await(body).failure());
        assertThat(failure.type()).isEqualTo("ChordError");
        assertThat(failure.message()).isEqualTo("Redis has lost how many header tasks there are");
        Patience.await().until(() -> lost() == before + 1);
    }

    @Test
    void chordWhosePartsInPythonAreLostFailsAndIsCounted() {
        double before = lost();
        ChordCounts counts = flows.bean(ChordCounts.class);
        counts.announce(group, 3, Optional.empty());
        counts.count(group, "[1, \"" + UUID.randomUUID() + "\", \"SUCCESS\", 20]", 1);
        flows.send(header(0));
        Patience.await().until(() -> isKnown("seen = 2"));

        counts.forget(group);

        TaskFailure failure = Objects.requireNonNull(flows.await(body).failure());
        assertThat(failure.message()).isEqualTo("Redis has lost 1 of the results of its header");
        Patience.await().until(() -> lost() == before + 1);
    }

    private TaskRequest header(int index) {
        return FlowFixture.header(group, index, Map.of("task_id", body.value()));
    }

    /** Has a worker receive {@code request} at once, as Celery's clients do whatever its eta. */
    private static void receive(TaskRequest request) {
        flows.bean(TaskPublisher.class)
                .resend(FlowFixture.QUEUE, flows.bean(MessageCodec.class).encode(request, Instant.now()));
    }

    private boolean isKnown(String condition) {
        return flows.count("chord where group_id = '" + group + "' and " + condition) == 1;
    }

    private static double lost() {
        return flows.bean(MeterRegistry.class).counter("baton.chords.lost").count();
    }
}
