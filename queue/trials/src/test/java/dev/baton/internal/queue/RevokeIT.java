package dev.baton.internal.queue;

import dev.baton.internal.broker.ControlPublisher;
import dev.baton.internal.control.RevokeTasks;
import dev.baton.internal.queue.settle.WorkerIdentity;
import dev.baton.sample.SampleWorker;
import dev.baton.task.TaskId;
import dev.baton.task.TaskSnapshot;
import dev.baton.task.TaskState;
import dev.baton.testing.Celery;
import dev.baton.testing.Patience;
import dev.baton.testing.RequiresServices;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.Lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Tasks that nobody wants any more, wherever they are. */
@RequiresServices
class RevokeIT {
    private static SampleFixture sample;

    @BeforeAll
    static void start() {
        sample = new SampleFixture();
    }

    @AfterAll
    static void stop() {
        sample.close();
    }

    @Test
    void runningTaskIsToldToEndAndHasNoEffect() {
        TaskId id = sample.send(SampleFixture.request(SampleWorker.SLOW, ""));
        sample.await(id, TaskState.PROGRESS);

        assertThat(sample.bean(RevokeTasks.class).revoke(List.of(id))).isEqualTo(1);

        assertRevoked(sample.await(id, TaskState.REVOKED));
        // Only a slot that is free again takes it.
        sample.await(sample.send(SampleFixture.request(SampleWorker.ECHO, "next")), TaskState.SUCCESS);
    }

    @Test
    void taskThatWaitsBehindAnotherNeverRuns() {
        TaskId first = sample.send(SampleFixture.request(SampleWorker.SLOW, ""));
        sample.await(first, TaskState.PROGRESS);
        TaskId behind = sample.send(SampleFixture.request(SampleWorker.ECHO, "unwanted"));

        sample.bean(RevokeTasks.class).revoke(List.of(behind, first));

        assertRevoked(sample.await(behind, TaskState.REVOKED));
        sample.await(sample.send(SampleFixture.request(SampleWorker.ECHO, "next")), TaskState.SUCCESS);
        assertRevoked(sample.await(behind, TaskState.REVOKED));
    }

    @Test
    void taskThatWaitsForItsTimeIsNotSent() {
        TaskId id = sample.send(SampleFixture.request(SampleWorker.ECHO, "later")
                .withEta(Instant.now().plus(Duration.ofHours(1))));
        Patience.await().until(() -> !sample.scheduled().waiting(1).isEmpty());

        sample.bean(RevokeTasks.class).revoke(List.of(id));

        assertThat(sample.scheduled().waiting(1)).isEmpty();
        assertRevoked(sample.await(id, TaskState.REVOKED));
    }

    @Test
    void taskRevokedWhileEveryWorkerIsDownNeverRuns() {
        TaskId[] ids = new TaskId[2];
        sample.restart(() -> {
            try (SampleClient client = new SampleClient(sample.services)) {
                ids[0] = client.send(SampleFixture.request(SampleWorker.ECHO, "unwanted"));
                ids[1] = client.send(SampleFixture.request(SampleWorker.ECHO, "wanted"));
                client.revoke(ids[0]);
            }
        });

        sample.await(ids[1], TaskState.SUCCESS);
        assertRevoked(sample.await(ids[0], TaskState.REVOKED));
    }

    @Test
    void taskRevokedByBroadcastAfterTheBrokerRestartedAndBeforeAWorkerIsBackNeverRuns() {
        TaskId[] ids = new TaskId[2];
        sample.restart(() -> {
            try (SampleClient before = new SampleClient(sample.services)) {
                ids[0] = before.send(SampleFixture.request(SampleWorker.ECHO, "unwanted"));
                ids[1] = before.send(SampleFixture.request(SampleWorker.ECHO, "wanted"));
                before.loseControlExchange();
            }
            try (SampleClient after = new SampleClient(sample.services)) {
                after.broadcastRevocation(ids[0]);
            }
        });

        sample.await(ids[1], TaskState.SUCCESS);
        assertRevoked(sample.await(ids[0], TaskState.REVOKED));
    }

    @Test
    void taskThatHasEndedStaysAsItEnded() {
        TaskId id = sample.send(SampleFixture.request(SampleWorker.ECHO, "done"));
        sample.await(id, TaskState.SUCCESS);

        assertThat(sample.bean(RevokeTasks.class).revoke(List.of(id))).isZero();

        assertThat(sample.await(id, TaskState.SUCCESS).result()).isEqualTo("done");
    }

    @Test
    void celeryRevokesAndInspects() {
        assumeTrue(Celery.isPresent(), "skipped: there is no python3 with Celery beside the services");
        TaskId running = sample.send(SampleFixture.request(SampleWorker.SLOW, ""));
        sample.await(running, TaskState.PROGRESS);
        TaskId waiting = sample.send(SampleFixture.request(SampleWorker.ECHO, "unwanted"));
        String worker = sample.bean(WorkerIdentity.class).hostname();

        String said = Celery.run(sample.services, """
                inspect = app.control.inspect(timeout=20, limit=1)
                print("ping", inspect.ping())
                print("active", [task["id"] for task in inspect.active()["%1$s"]])
                print("registered", inspect.registered()["%1$s"])
                print("queues", [queue["name"] for queue in inspect.active_queues()["%1$s"]])
                print("total", inspect.stats()["%1$s"]["total"])
                print("query", inspect.query_task("%2$s")["%1$s"]["%2$s"][0])
                app.control.revoke("%3$s")
                app.control.revoke("%2$s", terminate=True)
                """.formatted(worker, running, waiting));

        assertThat(said)
                .contains("ping {'" + worker + "': {'ok': 'pong'}}")
                .contains("active ['" + running + "']")
                .contains("'sample.echo'")
                .contains("queues ['sample']")
                .contains("'sample.slow': ")
                .contains("query active");
        assertRevoked(sample.await(running, TaskState.REVOKED));
        assertRevoked(sample.await(waiting, TaskState.REVOKED));
    }

    @Test
    void taskThatIsRevokedBeforeTheRunningOneNeverRuns() {
        TaskId running = sample.send(SampleFixture.request(SampleWorker.SLOW, ""));
        sample.await(running, TaskState.PROGRESS);
        TaskId waiting = sample.send(SampleFixture.request(SampleWorker.ECHO, "unwanted"));
        Lifecycle kept = sample.bean("batonKeptControl", Lifecycle.class);
        kept.stop(); // What makes it durable is slow.
        try {
            ControlPublisher celery = sample.bean(ControlPublisher.class);
            celery.broadcast("revoke", Map.of("task_id", List.of(waiting.value())));
            celery.broadcast("revoke", Map.of("task_id", List.of(running.value()), "terminate", true));

            assertRevoked(sample.await(running, TaskState.REVOKED));
            assertRevoked(sample.await(waiting, TaskState.REVOKED));
        } finally {
            kept.start();
        }
    }

    private static void assertRevoked(TaskSnapshot ended) {
        assertThat(Objects.requireNonNull(ended.failure()).type()).isEqualTo("TaskRevokedError");
    }
}
