package dev.baton.internal.queue;

import dev.baton.internal.ledger.FinishedTasks;
import dev.baton.sample.SampleWorker;
import dev.baton.task.TaskFailure;
import dev.baton.task.TaskId;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskState;
import dev.baton.task.TimeLimits;
import dev.baton.testing.RequiresServices;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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
    void whoHoldsUpWhatTellsItToEndHoldsUpNoOther() {
        List<TaskId> ids = Stream.generate(() -> sample.send(SampleFixture.request(SampleWorker.BLOCKING, "")
                        .withLimits(new TimeLimits(Duration.ofMillis(100), null))))
                .limit(4)
                .toList();

        ids.forEach(id -> sample.await(id, TaskState.FAILURE));
        SampleWorker.UNBLOCKED.countDown();
    }

    @ParameterizedTest
    @MethodSource("deaf")
    void runThatHearsNothingEndsWithItsProcessAndFailsOnce(TaskRequest request) {
        sample.restart(() -> {
            // Nobody takes it meanwhile but the process below.
            try (SampleClient client = new SampleClient(sample.services)) {
                client.send(request);
            }
            try (SampleProcess worker = new SampleProcess(folder, sample.services.properties())) {
                assertThat(worker.status()).isEqualTo(98);
            }
        });

        TaskId next = sample.send(SampleFixture.request(SampleWorker.ECHO, "next"));
        sample.await(next, TaskState.SUCCESS);
        TaskFailure failure = Objects.requireNonNull(sample.bean(FinishedTasks.class)
                .find(request.id())
                .orElseThrow()
                .failure());
        assertThat(failure.type()).isEqualTo("TimeLimitExceeded");
        if (!request.conditions().ignoreResult()) {
            sample.await(request.id(), TaskState.FAILURE);
        }
    }

    static Stream<TaskRequest> deaf() {
        return Stream.of(
                SampleFixture.request(SampleWorker.DEAF, ""),
                ignored(SampleFixture.request(SampleWorker.DEAF_PURE, "")));
    }

    private static TaskRequest ignored(TaskRequest request) {
        TaskRequest.Conditions conditions = new TaskRequest.Conditions(null, null, 0, 0, true, TimeLimits.NONE);
        return new TaskRequest(
                request.id(),
                request.task(),
                request.args(),
                request.kwargs(),
                conditions,
                request.lineage(),
                request.workflow());
    }
}
