package dev.baton.manual;

import dev.baton.task.TaskId;
import dev.baton.task.TaskState;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What a handler throws when its effects are committed fails its task, as what it throws before does. */
class FailingEffectsTest extends WithWorker {
    static Stream<Arguments> failures() {
        return types().flatMap(isPure -> Stream.of(
                Arguments.of(isPure, "refused", "Closed"),
                Arguments.of(isPure, "error", "NoClassDefFoundError"),
                Arguments.of(isPure, "cyclic", "StackOverflowError"),
                Arguments.of(isPure, "checked", "IOException"),
                Arguments.of(isPure, "unprepared", "NullPointerException"),
                Arguments.of(isPure, "key", "IllegalArgumentException")));
    }

    /** Whether the tasks change nothing. */
    static Stream<Boolean> types() {
        return Stream.of(false, true);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void theTaskFailsWithWhatWasThrown(boolean isPure, String how, String expected) {
        TaskId id = run(isPure, how);

        assertThat(worker().state(id)).isEqualTo(TaskState.FAILURE);
        assertThat(failure(worker(), id).type()).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("types")
    void itIsTriedAgainAsTheRulesSay(boolean isPure) {
        TaskId id = run(isPure, "passing");

        assertThat(worker().state(id)).isEqualTo(TaskState.SUCCESS);
        assertThat(worker().find(id).orElseThrow().result()).isEqualTo("after 2");
    }

    @ParameterizedTest
    @MethodSource("types")
    void thatAHandlerLeftItsThreadInterruptedDoesNotReachWhatFollows(boolean isPure) {
        TaskId id = run(isPure, "interrupted");

        assertThat(worker().state(id)).isEqualTo(TaskState.SUCCESS);
        assertThat(worker().find(id).orElseThrow().result()).isEqualTo(false);
    }

    @ParameterizedTest
    @MethodSource("types")
    void nothingIsAnOutputToo(boolean isPure) {
        List<TaskId> ids = List.of(run(isPure, "none"), send("none"));
        worker().run();

        assertThat(ids).allSatisfy(id -> {
            assertThat(worker().state(id)).isEqualTo(TaskState.SUCCESS);
            assertThat(worker().find(id).orElseThrow().result()).isNull();
        });
    }

    /** Runs a task that fails as {@code how} says, to its end. */
    private TaskId run(boolean isPure, String how) {
        ManualWorker worker = worker(new LateFailures(isPure));
        TaskId id = send(how);
        for (int attempt = 0; attempt < 4; attempt++) {
            worker.run();
            worker.clock().advance(Duration.ofSeconds(1));
        }
        return id;
    }

    private TaskId send(String how) {
        return worker().send(LateFailures.TYPE, new Script.Text(how));
    }
}
