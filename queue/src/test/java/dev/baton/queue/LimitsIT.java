package dev.baton.queue;

import dev.baton.queue.execute.RunningTasks;
import dev.baton.sample.SampleWorker;
import dev.baton.task.TaskFailure;
import dev.baton.task.TaskId;
import dev.baton.task.TaskSnapshot;
import dev.baton.task.TaskState;
import dev.baton.task.TimeLimits;
import dev.baton.testing.RequiresServices;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs that must end before they would by themselves. */
@RequiresServices
class LimitsIT {
    private static SampleFixture sample;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        sample = new SampleFixture();
    }

    @AfterAll
    static void stop() {
        sample.close();
    }

    @Test
    void softLimitOfTheMessageEndsARun() {
        TaskId id = sample.send(
                SampleFixture.request(SampleWorker.SLOW, "").withLimits(new TimeLimits(Duration.ofMillis(200), null)));

        TaskFailure failure =
                Objects.requireNonNull(sample.await(id, TaskState.FAILURE).failure());
        assertThat(failure.type()).isEqualTo("SoftTimeLimitExceeded");
        assertThat(failure.message()).contains("0.2 s");
    }

    @Test
    void revokedRunEndsAndTheNextTaskIsNotInterrupted() {
        TaskId id = sample.send(SampleFixture.request(SampleWorker.SLOW, ""));
        assertThat(sample.await(id, TaskState.PROGRESS).result()).isEqualTo(Map.of("current", 1, "total", 2));

        assertThat(sample.bean(RunningTasks.class).revoke(id)).isTrue();

        TaskSnapshot ended = sample.await(id, TaskState.REVOKED);
        assertThat(Objects.requireNonNull(ended.failure()).message()).isEqualTo("terminated");
        TaskId next = sample.send(SampleFixture.request(SampleWorker.ECHO, "next"));
        assertThat(sample.await(next, TaskState.SUCCESS).result()).isEqualTo("next");
        assertThat(sample.bean(RunningTasks.class).revoke(id)).isFalse();
    }

    @Test
    void runThatHearsNothingEndsWithItsProcessAndFailsOnce() {
        TaskId[] id = new TaskId[1];
        sample.restart(() -> {
            // Nobody takes it meanwhile but the process below.
            try (SampleClient client = new SampleClient(sample.services)) {
                id[0] = client.send(SampleFixture.request(SampleWorker.DEAF, ""));
            }
            try (SampleProcess worker = new SampleProcess(folder, sample.services.properties())) {
                assertThat(worker.status()).isEqualTo(98);
            }
        });

        TaskFailure failure =
                Objects.requireNonNull(sample.await(id[0], TaskState.FAILURE).failure());
        assertThat(failure.type()).isEqualTo("TimeLimitExceeded");
        TaskId next = sample.send(SampleFixture.request(SampleWorker.ECHO, "next"));
        sample.await(next, TaskState.SUCCESS);
    }
}
