package dev.baton.internal.queue;

import dev.baton.internal.celery.ResultCodec;
import dev.baton.internal.control.RevokeTasks;
import dev.baton.internal.result.ResultConfiguration;
import dev.baton.sample.SampleWorker;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskSnapshot;
import dev.baton.task.TaskState;
import dev.baton.testing.Patience;
import dev.baton.testing.RequiresServices;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;

import static org.assertj.core.api.Assertions.assertThat;

/** What clients are told of a task that runs. */
@RequiresServices
class ProgressIT {
    @Test
    void byDefaultNobodyIsToldThatATaskHasBegun() {
        try (SampleFixture sample = new SampleFixture()) {
            List<TaskSnapshot> heard = heardOfSlow(sample);

            assertThat(heard).extracting(TaskSnapshot::state).containsExactly(TaskState.REVOKED);
        }
    }

    @Test
    void startAndProgressAreToldWhereThatIsAskedFor() {
        try (SampleFixture sample = new SampleFixture(ProgressIT::telling)) {
            List<TaskSnapshot> heard = heardOfSlow(sample);

            assertThat(heard)
                    .extracting(TaskSnapshot::state)
                    .containsExactly(TaskState.STARTED, TaskState.PROGRESS, TaskState.REVOKED);
            Map<?, ?> start = (Map<?, ?>) Objects.requireNonNull(heard.get(0).result());
            assertThat(String.valueOf(start.get("hostname"))).startsWith("baton");
            assertThat(start.get("pid")).isEqualTo((int) ProcessHandle.current().pid());
        }
    }

    private static Map<String, String> telling(Map<String, String> properties) {
        Map<String, String> more = new LinkedHashMap<>(properties);
        more.put("baton.worker.task-track-started", "true");
        more.put("baton.redis.publish-progress", "true");
        return more;
    }

    /** What is told on the channel of a task that says how far it is, and is revoked then. */
    private static List<TaskSnapshot> heardOfSlow(SampleFixture sample) {
        TaskRequest slow = SampleFixture.request(SampleWorker.SLOW, "x");
        List<TaskSnapshot> heard = new CopyOnWriteArrayList<>();
        sample.bean(ResultConfiguration.REDIS, RedissonClient.class)
                .getTopic("celery-task-meta-" + slow.id(), StringCodec.INSTANCE)
                .addListener(String.class, (channel, json) -> heard.add(ResultCodec.decode(json)));

        sample.send(slow);
        assertThat(sample.await(slow.id(), TaskState.PROGRESS).result()).isEqualTo(Map.of("current", 1, "total", 2));
        sample.bean(RevokeTasks.class).revoke(List.of(slow.id()));

        Patience.await()
                .until(() -> heard.stream().anyMatch(known -> known.state().isFinal()));
        return heard;
    }
}
