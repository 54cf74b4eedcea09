package dev.baton.internal.queue;

import dev.baton.internal.queue.lifecycle.Recycling;
import dev.baton.sample.SampleWorker;
import dev.baton.task.TaskId;
import dev.baton.task.TaskState;
import dev.baton.testing.Celery;
import dev.baton.testing.FreshServices;
import dev.baton.testing.RequiresServices;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** How a worker ends. */
@RequiresServices
class LifecycleIT {
    @TempDir
    private Path folder;

    private final FreshServices services = new FreshServices();

    @AfterEach
    void clean() {
        services.close();
    }

    @Test
    void aWorkerThatHasRunEnoughTasksMakesRoomAndLosesNone() {
        try (SampleClient client = new SampleClient(services)) {
            List<TaskId> ids = Stream.generate(
                            () -> client.send(SampleFixture.request(SampleWorker.ECHO, "one of many")))
                    .limit(5)
                    .toList();

            try (SampleProcess worker = worker("--baton.worker.max-tasks=2", "--baton.worker.max-tasks-jitter=1")) {
                assertThat(worker.status()).isEqualTo(Recycling.STATUS);
                assertThat(worker.log()).contains("Making room for a fresh worker: it has run ");
            }
            assertThat(ids.stream().filter(id -> client.state(id) == TaskState.SUCCESS))
                    .hasSizeBetween(2, 3);

            try (SampleProcess successor = worker("--baton.worker.max-tasks=2")) {
                assertThat(successor.status()).isEqualTo(Recycling.STATUS);
            }
            assertThat(ids.stream().filter(id -> client.state(id) == TaskState.SUCCESS))
                    .hasSizeBetween(4, 5);
        }
    }

    @Test
    void aWorkerWithTooMuchMemoryMakesRoomAfterItsTask() {
        try (SampleClient client = new SampleClient(services);
                SampleProcess worker = worker("--baton.worker.max-memory=10MB")) {
            worker.awaitLog("Ready: taking tasks");

            TaskId id = client.send(SampleFixture.request(SampleWorker.ECHO, "last"));

            assertThat(worker.status()).isEqualTo(Recycling.STATUS);
            assertThat(worker.log()).contains("MB of memory, more than 10 MB");
            client.await(id, TaskState.SUCCESS);
        }
    }

    @Test
    void askedTwiceAWorkerHandsBackAtOnceWhatRuns() {
        try (SampleClient client = new SampleClient(services);
                SampleProcess worker = worker("--baton.worker.drain-timeout=10m")) {
            worker.awaitLog("Ready: taking tasks");
            TaskId id = client.send(SampleFixture.request(SampleWorker.SLOW, ""));
            client.await(id, TaskState.PROGRESS);

            worker.terminate();
            worker.awaitLog("Stopping: no new tasks");
            worker.terminate();

            assertThat(worker.status()).isZero();
            assertThat(worker.log())
                    .contains("Handing a task back")
                    .contains("every task has ended or was handed back");
            assertThat(client.waiting()).isEqualTo(1);
        }
    }

    @Test
    void celeryShutsAWorkerDown() {
        assumeTrue(Celery.isPresent(), "skipped: there is no python3 with Celery beside the services");
        try (SampleProcess worker = worker().awaitLog("Ready: taking tasks")) {
            Celery.run(services, "app.control.shutdown()");

            assertThat(worker.status()).isZero();
            assertThat(worker.log()).contains("Told to shut down");
        }
    }

    private SampleProcess worker(String... settings) {
        return new SampleProcess(folder, services.properties(), settings);
    }
}
