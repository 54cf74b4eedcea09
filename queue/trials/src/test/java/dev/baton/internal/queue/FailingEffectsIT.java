package dev.baton.internal.queue;

import dev.baton.sample.LateFailures;
import dev.baton.sample.SampleWorker;
import dev.baton.task.TaskId;
import dev.baton.task.TaskState;
import dev.baton.task.TaskType;
import dev.baton.testing.RequiresServices;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What the database throws when effects are committed fails their task. */
@RequiresServices
class FailingEffectsIT {
    private static SampleFixture sample;

    @BeforeAll
    static void start() {
        sample = new SampleFixture(properties -> properties);
    }

    @AfterAll
    static void stop() {
        sample.close();
    }

    static Stream<Arguments> failures() {
        return types().flatMap(type -> Stream.of(
                Arguments.of(type, "constraint", "DataIntegrityViolationException"),
                Arguments.of(type, "deferred", "DuplicateKeyException")));
    }

    static Stream<TaskType<SampleWorker.Text, Object>> types() {
        return Stream.of(LateFailures.EFFECTS, LateFailures.PURE);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void theTaskFailsWithWhatWasThrown(TaskType<?, ?> type, String how, String expected) {
        TaskId id = sample.send(SampleFixture.request(type, how));

        assertThat(Objects.requireNonNull(sample.await(id, TaskState.FAILURE).failure())
                        .type())
                .isEqualTo(expected);
    }
}
