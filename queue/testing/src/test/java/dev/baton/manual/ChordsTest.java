package dev.baton.manual;

import dev.baton.internal.flow.Chords;
import dev.baton.internal.flow.Flows;
import dev.baton.internal.ledger.FinishedTasks;
import dev.baton.internal.queue.flow.FollowUps;
import dev.baton.internal.result.ResultTree;
import dev.baton.task.TaskId;
import dev.baton.task.TaskOutcome;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskSnapshot;
import dev.baton.task.TaskState;
import dev.baton.workflow.Options;
import dev.baton.workflow.Signature;
import dev.baton.workflow.WaitingChord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What follows a task follows once, whatever fails in between. */
class ChordsTest extends WithSteps {
    private static final Duration LOOKED = Duration.ofMinutes(2);

    /** Ends {@code request} as its worker does, which dies once that is committed. */
    private TaskSnapshot endAndDie(TaskRequest request, int output) {
        return worker().bean(FinishedTasks.class)
                .finish(
                        request.id(),
                        () -> new TaskOutcome.Succeeded(output),
                        ended -> worker().bean(FollowUps.class).keep(request, ended));
    }

    private ResultTree start(Signature signature) {
        return worker().bean(Flows.class).start(signature);
    }

    @Test
    void headerTaskThatIsDeliveredTwiceCountsOnce() {
        TaskRequest first = header(0);
        TaskRequest second = header(1);
        announce(2);
        run(first);
        send(first);
        run(first);

        assertThat(waitsFor(1)).isTrue();
        run(second);

        assertThat(ended(body).result()).isEqualTo(2);
        run(second);
        run(first);
        assertThat(steps.runs(Steps.SUM)).isEqualTo(1);
        assertThat(steps.runs(Steps.ADD)).isEqualTo(2);
    }

    /** Redis was flushed, or a part is further away than what it keeps. On Celery such a chord never ends. */
    @Test
    void chordWhoseCountsAreLostWaitsForItsLastPart() {
        announce(2);
        run(header(0));
        assertThat(waitsFor(1)).isTrue();

        counts().forget(group);

        worker().clock().advance(LOOKED);
        worker().run();
        assertThat(waitsFor(1)).isTrue();
        run(header(1));
        worker().clock().advance(LOOKED);
        worker().run();
        assertThat(ended(body).result()).isEqualTo(2);
    }

    private boolean waitsFor(int counted) {
        return worker().bean(Chords.class).waiting(100).stream()
                .anyMatch(chord -> chord.group().equals(group) && chord.counted() == counted);
    }

    @Test
    void workerThatDiesBetweenItsCommitAndTheCountLosesNothing() {
        TaskRequest only = header(3);
        announce(1);

        endAndDie(only, 6);
        worker().clock().advance(LOOKED);
        worker().run();

        assertThat(ended(body).result()).isEqualTo(6);
        run(only);
        assertThat(steps.runs(Steps.SUM)).isEqualTo(1);
    }

    @Test
    void workerThatDiesBetweenItsCommitAndThePublishLosesNothing() {
        TaskId next = TaskId.random();
        Signature.Task step = Signature.of(Steps.NOTE);
        TaskRequest first = request(
                1,
                new TaskRequest.Lineage(TaskId.random(), null, null, null, null, null),
                Map.of("chain", List.of(step.with(Options.ID, next.value()).toWire())));

        endAndDie(first, 3);
        run(first);

        assertThat(ended(next).result()).isEqualTo(3);
        run(first);
        assertThat(steps.runs(Steps.ADD)).isZero();
        assertThat(steps.runs(Steps.NOTE)).isEqualTo(1);
    }

    /** On Celery such a chord waits for ever: whoever sees the last part counted must also live to send the body. */
    @Test
    void chordThatACeleryWorkerCountedButDidNotEndIsEnded() {
        announce(2);
        run(header(0));
        assertThat(waitsFor(1)).isTrue();

        counts().count(group, "[1, \"" + UUID.randomUUID() + "\", \"SUCCESS\", 40]", 1);
        lookTwice();

        assertThat(ended(body).result()).isEqualTo(40);
    }

    /** On Celery such a chord waits for ever: it counts two results of one task as two tasks. */
    @Test
    void taskThatRanTwiceElsewhereCountsOnce() {
        String twice = UUID.randomUUID().toString();
        announce(3);
        counts().count(group, "[1, \"" + twice + "\", \"SUCCESS\", 20]", 1);
        counts().count(group, "[1, \"" + twice + "\", \"SUCCESS\", 30]", 1);

        run(header(0));
        assertThat(waitsFor(1)).isTrue();
        run(header(2));
        lookTwice();

        assertThat(ended(body).state()).isEqualTo(TaskState.SUCCESS);
        assertThat(steps.runs(Steps.SUM)).isEqualTo(1);
    }

    /** Has the worker see that a chord is complete, and then that nobody ends it. */
    private void lookTwice() {
        for (int look = 0; look < 2; look++) {
            worker().clock().advance(LOOKED);
            worker().run();
        }
    }

    @Test
    void workflowThatIsNoneFailsItsTaskWithoutRunningIt() {
        TaskRequest malformed = request(0, header(0).lineage(), Map.of("callbacks", List.of(42)));

        run(malformed);

        assertThat(failure(worker(), malformed.id()).type()).isEqualTo("MalformedWorkflow");
        assertThat(steps.runs(Steps.ADD)).isZero();
    }

    @Test
    void chordFailsWhoseHeaderTaskIsRevokedWhileItWaits() {
        ResultTree result = start(
                Signature.chord(List.of(add(1, 1), add(2, 2).after(Duration.ofHours(1))), Signature.of(Steps.SUM)));

        assertThat(worker().revoke(
                                Objects.requireNonNull(result.parent()).tasks().get(1)))
                .isTrue();
        worker().run();

        assertThat(failure(worker(), new TaskId(result.id())).message()).contains("raised TaskRevokedError('revoked')");
    }

    @Test
    void waitingChordSaysWhatItWaitsFor() {
        ResultTree result = start(Signature.chord(
                List.of(add(1, 1), Signature.of("nobody.runs.this").after(Duration.ofHours(1))),
                Signature.of(Steps.SUM)));
        worker().run();

        List<WaitingChord> all = worker().bean(Chords.class).waiting(100);

        WaitingChord waiting = all.get(0);
        assertThat(all).hasSize(1);
        assertThat(waiting.group())
                .isEqualTo(Objects.requireNonNull(result.parent()).id());
        assertThat(waiting.counted()).isEqualTo(1);
        assertThat(waiting.body()).isEqualTo("java.sum");
        assertThat(waiting.bodyId()).contains(result.id());
        assertThat(waiting.expected()).contains(2);
        assertThat(waiting.missing()).containsExactly(result.parent().tasks().get(1));
    }
}
