package dev.baton.manual;

import dev.baton.client.FailedTaskException;
import dev.baton.client.TaskHandle;
import dev.baton.task.TaskId;
import dev.baton.task.TaskState;
import dev.baton.task.TaskType;
import dev.baton.workflow.Options;
import dev.baton.workflow.Signature;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Workflows that an application starts by its front door, and that the worker runs to their ends. */
class WorkflowsTest extends WithSteps {
    private <O> TaskHandle<O> start(Signature workflow, TaskType<?, O> last) {
        return worker().tasks().start(workflow, last);
    }

    private <O> O run(Signature workflow, TaskType<?, O> last) {
        TaskHandle<O> started = start(workflow, last);
        worker().run();
        return started.await(Duration.ZERO);
    }

    @Test
    void workflowHasTheResultOfItsLastTask() {
        Signature chain = Signature.chain(add(1, 2), Signature.of("java.add", 10), Signature.of(Steps.NOTE));

        assertThat(run(chain, Steps.NOTE)).isEqualTo(13);
    }

    @Test
    void workflowThatEndsInAGroupHasTheResultsOfItsMembers() {
        List<TaskHandle<Integer>> started = worker().tasks().startAll(Signature.group(add(1, 1), add(2, 2)), Steps.ADD);
        worker().run();

        assertThat(started).extracting(handle -> handle.await(Duration.ZERO)).containsExactly(2, 4);
    }

    @Test
    void chordGivesItsBodyAllResults() {
        Signature chord = Signature.chord(List.of(add(1, 1), add(2, 2), add(3, 3)), Signature.of(Steps.SUM));

        assertThat(run(chord, Steps.SUM)).isEqualTo(12);
        assertThat(steps.runs(Steps.ADD)).isEqualTo(3);
        assertThat(steps.runs(Steps.SUM)).isEqualTo(1);
    }

    @Test
    void bodyOfAChordWaitsForTheLastOfItsHeader() {
        TaskHandle<Integer> started = start(
                Signature.chord(List.of(add(1, 1), add(2, 2).after(Duration.ofHours(1))), Signature.of(Steps.SUM)),
                Steps.SUM);

        worker().run();
        assertThat(started.state()).isEqualTo(TaskState.PENDING);
        worker().clock().advance(Duration.ofHours(1));
        worker().run();

        assertThat(started.await(Duration.ZERO)).isEqualTo(6);
    }

    @Test
    void chordsNestInChainsAndChords() {
        Signature inner = Signature.chord(List.of(add(1, 1), add(2, 2)), Signature.of(Steps.SUM));
        Signature chain = Signature.chain(
                inner,
                Signature.group(Signature.of("java.add", 10), Signature.of("java.add", 20)),
                Signature.of(Steps.SUM),
                Signature.of("java.add", 1000));
        Signature nested = Signature.chord(
                List.of(
                        Signature.chain(
                                add(1, 1), Signature.group(Signature.of("java.add", 1), Signature.of("java.add", 2))),
                        add(5, 5)),
                Signature.of(Steps.NOTE));
        Signature chordInChord = Signature.chord(List.of(inner, add(4, 4)), Signature.of(Steps.SUM));

        assertThat(run(chain, Steps.ADD)).isEqualTo(1042);
        assertThat(run(nested, Steps.NOTE)).isEqualTo(List.of(List.of(3, 4), 10));
        assertThat(run(chordInChord, Steps.SUM)).isEqualTo(14);
    }

    @Test
    void headerThatFailsFailsTheBodyAndCallsItsErrbacks() {
        Signature.Task alarm = Signature.of("java.alarm");
        Signature failing = Signature.of(Steps.FAIL, new Steps.Any("tea"));
        Signature sum = Signature.of(Steps.SUM).linkError(alarm.with(Options.ID, "the-alarm"));

        TaskHandle<Integer> started = start(Signature.chord(List.of(add(1, 1), failing), sum), Steps.SUM);
        worker().run();

        assertThatThrownBy(() -> started.await(Duration.ZERO))
                .isInstanceOf(FailedTaskException.class)
                .hasMessageContaining("ChordError: Dependency")
                .hasMessageContaining("raised Boom('no tea')");
        assertThat(String.valueOf(ended(new TaskId("the-alarm")).result())).contains("ChordError");
        assertThat(steps.runs(Steps.SUM)).isZero();
    }

    @Test
    void chordFailsThatWaitsForOneThatFailed() {
        Signature inner =
                Signature.chord(List.of(Signature.of(Steps.FAIL, new Steps.Any("tea"))), Signature.of(Steps.SUM));
        Signature outer = Signature.chord(List.of(inner, add(1, 1)), Signature.of(Steps.NOTE));

        TaskHandle<Object> started = start(outer, Steps.NOTE);
        worker().run();

        assertThatThrownBy(() -> started.await(Duration.ZERO)).isInstanceOf(FailedTaskException.class);
        assertThat(steps.runs(Steps.NOTE)).isZero();
    }

    @Test
    void callbacksAndErrbacksAreCalled() {
        TaskHandle<Integer> adding =
                start(add(1, 2).link(called("the-callback", Signature.of("java.add", 1))), Steps.ADD);
        TaskHandle<Object> failing = start(
                Signature.of(Steps.FAIL, new Steps.Any(1)).linkError(called("the-errback", Signature.of("java.note"))),
                Steps.FAIL);
        worker().run();

        assertThat(adding.await(Duration.ZERO)).isEqualTo(3);
        assertThat(ended(new TaskId("the-callback")).result()).isEqualTo(4);
        assertThat(ended(new TaskId("the-errback")).result())
                .isEqualTo(failing.id().value());
    }

    private static Signature called(String id, Signature.Task task) {
        return task.with(Options.ID, id);
    }

    @Test
    void workflowIsPartOfTheCallersTransaction() {
        TransactionTemplate transaction = new TransactionTemplate(worker().bean(PlatformTransactionManager.class));

        TaskHandle<Integer> committed = transaction.execute(status -> start(add(20, 22), Steps.ADD));
        TaskHandle<Integer> rolledBack = transaction.execute(status -> {
            status.setRollbackOnly();
            return start(add(1, 1), Steps.ADD);
        });
        worker().run();

        assertThat(Objects.requireNonNull(committed).await(Duration.ZERO)).isEqualTo(42);
        assertThat(Objects.requireNonNull(rolledBack).snapshot()).isEmpty();
        assertThat(steps.runs(Steps.ADD)).isEqualTo(1);
    }
}
