package dev.baton.queue;

import dev.baton.queue.execute.RunningTasks;
import dev.baton.sample.SampleWorker;
import dev.baton.task.TaskFailure;
import dev.baton.task.TaskId;
import dev.baton.task.TaskSnapshot;
import dev.baton.task.TaskState;
import dev.baton.task.TimeLimits;
import dev.baton.testing.RequiresServices;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
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
        assertThat(failure.type()).isEqualTo("SoftTimeLimitExceededException");
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
    void runThatHearsNothingEndsWithItsProcessAndFailsOnce() throws Exception {
        TaskId[] id = new TaskId[1];
        sample.restart(() -> {
            // Nobody takes it meanwhile but the process below.
            try (SampleClient client = new SampleClient(sample.services)) {
                id[0] = client.send(SampleFixture.request(SampleWorker.DEAF, ""));
            }
            assertThat(endOf(worker())).isEqualTo(98);
        });

        TaskFailure failure =
                Objects.requireNonNull(sample.await(id[0], TaskState.FAILURE).failure());
        assertThat(failure.type()).isEqualTo("TimeLimitExceeded");
        TaskId next = sample.send(SampleFixture.request(SampleWorker.ECHO, "next"));
        sample.await(next, TaskState.SUCCESS);
    }

    private ProcessBuilder worker() {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                SampleWorker.class.getName()));
        sample.services.properties().forEach((name, value) -> command.add("--" + name + "=" + value));
        File log = folder.resolve("worker.log").toFile();
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log);
    }

    private static int endOf(ProcessBuilder program) {
        try {
            Process process = program.start();
            if (!process.waitFor(90, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("the worker outlived the hard limit of its task");
            }
            return process.exitValue();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
