package dev.baton.worker;

import dev.baton.task.TaskId;
import dev.baton.task.TaskState;
import dev.baton.testing.RequiresServices;
import dev.baton.testing.TcpProxy;
import dev.baton.testing.TestServices;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.baton.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

/** A service that a running worker loses, and gets back. */
@RequiresServices
class CutServicesIT {
    @TempDir
    private Path folder;

    @Test
    void withoutRedisTasksRunAndTheirResultsFollow() {
        try (TcpProxy redis = new TcpProxy(TestServices.Service.REDIS.port());
                WorkerFixture worker =
                        new WorkerFixture(folder, Map.of("baton.redis.url", "redis://127.0.0.1:" + redis.port()))) {
            TaskId id = TaskId.random();
            redis.cut();

            worker.publish(worker.analyze(id, worker.storePhoto(WorkerFixture.plate("12"))));

            await().until(() -> worker.finished().find(id).isPresent());
            assertThat(worker.count("photo")).isEqualTo(1);
            await().until(() -> worker.count("finished_task where unannounced") > 0);
            redis.restore();
            await().until(() -> worker.count("finished_task where unannounced") == 0);
            assertThat(worker.awaitEnd(id).state()).isEqualTo(TaskState.SUCCESS);
        }
    }

    @Test
    void withoutTheDatabaseATaskWaitsAndNothingIsLost() {
        try (TcpProxy database = new TcpProxy(TestServices.Service.POSTGRESQL.port());
                WorkerFixture worker = new WorkerFixture(folder, database::port)) {
            TaskId id = TaskId.random();
            String key = worker.storePhoto(WorkerFixture.plate("13"));
            database.cut();

            worker.publish(worker.analyze(id, key));

            await().until(worker::holdsATask);
            assertThat(worker.get("/health").statusCode()).isEqualTo(200);
            assertThat(worker.get("/health/ready").statusCode()).isEqualTo(503);
            assertThat(worker.results().find(id).filter(known -> known.state().isFinal()))
                    .isEmpty();
            database.restore();
            assertThat(worker.awaitEnd(id).state()).isEqualTo(TaskState.SUCCESS);
            assertThat(worker.count("photo")).isEqualTo(1);
        }
    }
}
