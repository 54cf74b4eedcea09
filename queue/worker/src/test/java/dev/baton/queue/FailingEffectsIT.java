package dev.baton.queue;

import dev.baton.sample.LateFailures;
import dev.baton.sample.SampleWorker;
import dev.baton.task.TaskId;
import dev.baton.task.TaskState;
import dev.baton.task.TaskType;
import dev.baton.testing.RequiresServices;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What a handler throws when its effects are committed fails its task, as what it throws before does. */
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
                Arguments.of(type, "refused", "Closed"),
                Arguments.of(type, "error", "NoClassDefFoundError"),
                Arguments.of(type, "constraint", "DataIntegrityViolationException"),
                Arguments.of(type, "deferred", "DuplicateKeyException"),
                Arguments.of(type, "cyclic", "StackOverflowError"),
                Arguments.of(type, "checked", "IOException"),
                Arguments.of(type, "unprepared", "NullPointerException"),
                Arguments.of(type, "key", "IllegalArgumentException")));
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

    @ParameterizedTest
    @MethodSource("types")
    void itIsTriedAgainAsTheRulesSay(TaskType<?, ?> type) {
        TaskId id = sample.send(SampleFixture.request(type, "passing"));

        assertThat(sample.await(id, TaskState.SUCCESS).result()).isEqualTo("after 2");
    }

    @ParameterizedTest
    @MethodSource("types")
    void thatAHandlerLeftItsThreadInterruptedDoesNotReachWhatFollows(TaskType<?, ?> type) {
        TaskId id = sample.send(SampleFixture.request(type, "interrupted"));

        assertThat(sample.await(id, TaskState.SUCCESS).result()).isEqualTo(false);
    }

    @ParameterizedTest
    @MethodSource("types")
    void nothingIsAnOutputToo(TaskType<?, ?> type) {
        List<TaskId> ids = List.of(
                sample.send(SampleFixture.request(type, "none")), sample.send(SampleFixture.request(type, "none")));

        assertThat(ids)
                .allSatisfy(id ->
                        assertThat(sample.await(id, TaskState.SUCCESS).result()).isNull());
    }
}
