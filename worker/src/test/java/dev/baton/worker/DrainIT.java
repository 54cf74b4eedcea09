package dev.baton.worker;

import dev.baton.internal.broker.TaskPublisher;
import dev.baton.photo.PhotoTasks;
import dev.baton.photo.store.PhotoStore;
import dev.baton.task.TaskId;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskState;
import dev.baton.testing.RequiresServices;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.baton.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

/** SIGTERM: what runs is finished, the rest stays in the queue, and the processes end well. */
@RequiresServices
class DrainIT {
    private static final int PHOTOS = 40;

    @TempDir
    private Path folder;

    @Test
    void aWorkerThatIsToldToStopFinishesWhatRunsAndLosesNothing() throws Exception {
        try (WorkerFixture client = new WorkerFixture(folder, Map.of("baton.worker.queues", WorkerFixture.IDLE_QUEUE));
                Program worker = program("worker", client).awaitReady("/health/ready")) {
            byte[] photo = WorkerFixture.plate("31");
            List<TaskRequest> requests = Stream.generate(TaskId::random)
                    .limit(PHOTOS)
                    .map(id -> client.analyze(id, stored(client, photo)))
                    .toList();
            client.bean(TaskPublisher.class).publish(WorkerFixture.QUEUE, requests);
            await().until(() -> client.count("finished_task") >= 3);

            int status = worker.terminate();

            assertThat(status).isZero();
            long ended = client.count("finished_task");
            assertThat(ended).isLessThan(PHOTOS);
            assertThat(waiting(client)).isEqualTo(PHOTOS - ended);
            assertThat(worker.log()).contains("every task has ended or was handed back");
            try (Program successor = program("worker", client).awaitReady("/health/ready")) {
                assertThat(requests)
                        .allMatch(request -> client.awaitEnd(request.id()).state() == TaskState.SUCCESS);
                assertThat(client.count("photo")).isEqualTo(PHOTOS);
                assertThat(successor.terminate()).isZero();
            }
        }
    }

    @Test
    void anApiThatIsToldToStopEndsWell() throws Exception {
        try (WorkerFixture client = new WorkerFixture(folder, Map.of("baton.worker.queues", WorkerFixture.IDLE_QUEUE));
                Program api = program("api", client).awaitReady("/api/v1/health/ready")) {
            assertThat(api.terminate()).isZero();
            assertThat(api.log()).contains("Graceful shutdown complete");
        }
    }

    private static String stored(WorkerFixture client, byte[] photo) {
        String key = "drain/" + TaskId.random() + ".png";
        client.bean(PhotoStore.class).put(key, photo, "image/png");
        return key;
    }

    private Program program(String module, WorkerFixture client) throws Exception {
        Map<String, String> settings = new LinkedHashMap<>(client.services.properties());
        settings.put("baton.photos.directory", folder.resolve("photos").toString());
        settings.put("baton.models.packs", "");
        return Program.start(module, folder, settings);
    }

    private static long waiting(WorkerFixture client) {
        Long count = client.rabbit().execute(channel -> channel.messageCount(PhotoTasks.QUEUE));
        return count == null ? 0 : count;
    }
}
