package dev.baton.internal.queue;

import dev.baton.internal.ledger.FinishedTasks;
import dev.baton.sample.SampleWorker;
import dev.baton.task.TaskId;
import dev.baton.task.TaskState;
import dev.baton.testing.Patience;
import dev.baton.testing.RequiresServices;
import dev.baton.testing.TcpProxy;
import dev.baton.testing.TestServices;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tasks whose handlers change nothing. */
@RequiresServices
class PureTasksIT {
    /** More than a slot would end, if each waited for the store, as long as the test is patient. */
    private static final int MANY = 30;

    private static TcpProxy redis;
    private static SampleFixture sample;

    @BeforeAll
    static void start() {
        redis = new TcpProxy(TestServices.Service.REDIS.port());
        sample = new SampleFixture(properties -> {
            properties.put("baton.redis.url", "redis://127.0.0.1:" + redis.port());
            return properties;
        });
    }

    @AfterAll
    static void stop() {
        sample.close();
        redis.close();
    }

    @Test
    void tasksDoNotWaitForAResultStoreThatIsSilent() {
        sample.await(sample.send(SampleFixture.request(SampleWorker.PURE, "connected")), TaskState.SUCCESS);
        redis.hold();
        List<TaskId> ids;
        try {
            ids = IntStream.range(0, MANY)
                    .mapToObj(number -> sample.send(SampleFixture.request(SampleWorker.PURE, "n" + number)))
                    .toList();
            Patience.await()
                    .until(() -> ids.stream()
                            .allMatch(id ->
                                    sample.bean(FinishedTasks.class).find(id).isPresent()));
        } finally {
            redis.restore();
        }

        ids.forEach(id -> sample.await(id, TaskState.SUCCESS));
    }

    @Test
    void resultIsOwedWhileTheResultStoreIsAway() {
        redis.cut();
        TaskId id;
        try {
            id = sample.send(SampleFixture.request(SampleWorker.PURE, "owed"));
            Patience.await()
                    .until(() -> sample.bean(FinishedTasks.class).find(id).isPresent());
        } finally {
            redis.restore();
        }

        assertThat(sample.await(id, TaskState.SUCCESS).result()).isEqualTo("owed");
    }
}
