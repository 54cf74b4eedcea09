package dev.baton.internal.queue;

import dev.baton.internal.control.RevokeTasks;
import dev.baton.internal.queue.execute.RunningTasks;
import dev.baton.sample.SampleWorker;
import dev.baton.task.TaskId;
import dev.baton.task.TaskState;
import dev.baton.testing.Patience;
import dev.baton.testing.RequiresServices;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** A delivery that is kept for longer than the broker waits. */
@RequiresServices
class ConsumerTimeoutIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(6);

    private SampleFixture sample;

    @BeforeEach
    void start() {
        sample = new SampleFixture(properties -> {
            properties.put("baton.broker.consumer-timeout", TIMEOUT.toSeconds() + "s");
            properties.put("baton.worker.concurrency", "3");
            properties.put("baton.worker.drain-timeout", "0s");
            return properties;
        });
    }

    @AfterEach
    void stop() {
        sample.close();
    }

    @Test
    void deliveryThatTimesOutCostsNoOtherAndTheConsumerComesBack() {
        assumeTrue(
                sample.services.isBrokerSince(4, 3),
                "skipped: before RabbitMQ 4.3 the broker looks once a minute, and closes the channel");
        awaitThePolicy();
        TaskId late = slow();
        Instant begun = Instant.now();
        Patience.await().until(() -> Instant.now().isAfter(begun.plus(TIMEOUT.dividedBy(2))));
        TaskId other = slow();

        Patience.await().until(() -> sample.count("redelivery where task_id = '" + late + "'") == 1);

        assertThat(sample.count("redelivery where task_id = '" + other + "'")).isZero();
        sample.bean(RevokeTasks.class).revoke(List.of(other, late));
        sample.await(other, TaskState.REVOKED);
        sample.await(late, TaskState.REVOKED);
        sample.await(sample.send(SampleFixture.request(SampleWorker.ECHO, "on")), TaskState.SUCCESS);
        assertThat(sample.count("redelivery where task_id = '" + other + "'")).isZero();
    }

    private TaskId slow() {
        TaskId id = sample.send(SampleFixture.request(SampleWorker.SLOW, "x"));
        Patience.await()
                .until(() -> sample.bean(RunningTasks.class).all().stream()
                        .anyMatch(running -> running.request().id().equals(id)));
        return id;
    }

    private void awaitThePolicy() {
        Patience.await()
                .until(() -> sample.services
                        .queue(SampleWorker.QUEUE)
                        .policy()
                        .contains("\"consumer-timeout\":" + TIMEOUT.toMillis()));
    }
}
