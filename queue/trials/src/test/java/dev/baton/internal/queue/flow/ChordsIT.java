package dev.baton.internal.queue.flow;

import dev.baton.flowing.FlowWorker;
import dev.baton.internal.chord.Chords;
import dev.baton.internal.chord.WaitingChord;
import dev.baton.internal.control.RevokeTasks;
import dev.baton.internal.flow.Signature;
import dev.baton.internal.flow.SignatureCodec;
import dev.baton.internal.ledger.FinishedTasks;
import dev.baton.internal.result.ChordCounts;
import dev.baton.internal.result.ResultTree;
import dev.baton.task.TaskId;
import dev.baton.task.TaskOutcome;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskSnapshot;
import dev.baton.task.TaskState;
import dev.baton.testing.Patience;
import dev.baton.testing.RequiresServices;
import dev.baton.testing.TcpProxy;
import dev.baton.testing.TestServices;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What follows a task follows once, whatever fails in between. */
@RequiresServices
class ChordsIT {
    private static TcpProxy redis;
    private static FlowFixture flows;

    private final String group = UUID.randomUUID().toString();
    private final TaskId body = TaskId.random();

    @BeforeAll
    static void start() {
        redis = new TcpProxy(TestServices.Service.REDIS.port());
        flows = new FlowFixture(properties -> {
            properties.put(
                    "baton.redis.url",
                    properties.get("baton.redis.url").replaceFirst(":[0-9]+/", ":" + redis.port() + "/"));
            return properties;
        });
    }

    @AfterAll
    static void stop() {
        flows.close();
        redis.close();
    }

    @BeforeEach
    void forgetRuns() {
        FlowWorker.RUNS.clear();
    }

    private TaskRequest header(int index) {
        return FlowFixture.header(group, index, Map.of("task_id", body.value()));
    }

    private void announce(int size) {
        flows.bean(ChordCounts.class).announce(group, size, Optional.empty());
    }

    /** Ends {@code request} as its worker does, which dies once that is committed. */
    private static TaskSnapshot endAndDie(TaskRequest request, int output) {
        return flows.bean(FinishedTasks.class)
                .finish(
                        request.id(),
                        () -> new TaskOutcome.Succeeded(output),
                        ended -> flows.bean(FollowUps.class).keep(request, ended));
    }

    @Test
    void headerTaskThatIsDeliveredTwiceCountsOnce() {
        TaskRequest first = header(0);
        TaskRequest second = header(1);
        announce(2);
        flows.send(first);
        flows.await(first.id());
        flows.send(first);
        flows.send(first);

        Patience.await().until(() -> waitsFor(1));
        flows.send(second);

        assertThat(flows.await(body).result()).isEqualTo(2);
        flows.send(second);
        flows.send(first);
        flows.await(flows.send(TaskRequest.of(TaskId.random(), "java.note", Map.of())));
        assertThat(FlowFixture.runs("java.sum")).isEqualTo(1);
        assertThat(FlowFixture.runs("java.add")).isEqualTo(2);
    }

    /** Redis was flushed, or a part is further away than what it keeps. On Celery such a chord never ends. */
    @Test
    void chordWhoseCountsAreLostWaitsForItsLastPart() {
        announce(2);
        flows.send(header(0));
        Patience.await().until(() -> waitsFor(1));

        flows.bean(ChordCounts.class).forget(group);

        String looked = "chord where group_id = '" + group + "' and look_at > now()";
        flows.execute("update chord set look_at = now() where group_id = '" + group + "'");
        Patience.await().until(() -> flows.count(looked) == 1);
        assertThat(waitsFor(1)).isTrue();
        flows.send(header(1));
        assertThat(flows.await(body).result()).isEqualTo(2);
    }

    private boolean waitsFor(int counted) {
        return flows.bean(Chords.class).waiting(100).stream()
                .anyMatch(chord -> chord.group().equals(group) && chord.counted() == counted);
    }

    @Test
    void workerThatDiesBetweenItsCommitAndTheCountLosesNothing() {
        TaskRequest only = header(3);
        announce(1);

        endAndDie(only, 6);

        assertThat(flows.await(body).result()).isEqualTo(6);
        flows.send(only);
        flows.await(flows.send(TaskRequest.of(TaskId.random(), "java.note", Map.of())));
        assertThat(FlowFixture.runs("java.sum")).isEqualTo(1);
    }

    @Test
    void workerThatDiesBetweenItsCommitAndThePublishLosesNothing() {
        TaskId next = TaskId.random();
        Signature.Task step = Signature.of(FlowWorker.NOTE);
        TaskRequest first = new TaskRequest(
                TaskId.random(),
                FlowWorker.ADD.name(),
                List.of(1, 2),
                Map.of(),
                TaskRequest.Conditions.NONE,
                new TaskRequest.Lineage(TaskId.random(), null, null, null, null, null),
                Map.of(
                        "chain",
                        List.of(SignatureCodec.toWire(step.with(step.options().with("task_id", next.value()))))));

        endAndDie(first, 3);
        flows.send(first);

        assertThat(flows.await(next).result()).isEqualTo(3);
        flows.send(first);
        flows.await(flows.send(TaskRequest.of(TaskId.random(), "java.note", Map.of())));
        assertThat(FlowFixture.runs("java.add")).isZero();
        assertThat(FlowFixture.runs("java.note")).isEqualTo(2);
    }

    @Test
    void headerTasksThatEndAtOnceEndTheirChordOnce() {
        announce(8);
        List<CompletableFuture<Void>> ends = IntStream.range(0, 8)
                .mapToObj(index -> CompletableFuture.runAsync(() -> {
                    TaskRequest request = header(index);
                    TaskSnapshot ended = endAndDie(request, index);
                    flows.bean(FollowUps.class).begin(request, ended);
                }))
                .toList();
        ends.forEach(CompletableFuture::join);

        assertThat(flows.await(body).result()).isEqualTo(28);
        flows.await(flows.send(TaskRequest.of(TaskId.random(), "java.note", Map.of())));
        assertThat(FlowFixture.runs("java.sum")).isEqualTo(1);
        assertThat(flows.count("chord where group_id = '" + group + "' and ended_at is null"))
                .isZero();
    }

    /** On Celery such a chord waits for ever: whoever sees the last part counted must also live to send the body. */
    @Test
    void chordThatACeleryWorkerCountedButDidNotEndIsEnded() {
        TaskRequest first = header(0);
        announce(2);
        flows.send(first);
        Patience.await().until(() -> waitsFor(1));

        flows.bean(ChordCounts.class).count(group, "[1, \"" + UUID.randomUUID() + "\", \"SUCCESS\", 40]", 1);

        assertThat(flows.await(body).result()).isEqualTo(40);
    }

    /** On Celery such a chord waits for ever: it counts two results of one task as two tasks. */
    @Test
    void taskThatRanTwiceElsewhereCountsOnce() {
        String twice = UUID.randomUUID().toString();
        announce(3);
        ChordCounts counts = flows.bean(ChordCounts.class);
        counts.count(group, "[1, \"" + twice + "\", \"SUCCESS\", 20]", 1);
        counts.count(group, "[1, \"" + twice + "\", \"SUCCESS\", 30]", 1);
        TaskRequest first = header(0);

        flows.send(first);
        Patience.await().until(() -> waitsFor(1));
        flows.send(header(2));

        assertThat(flows.await(body).state()).isEqualTo(TaskState.SUCCESS);
        assertThat(FlowFixture.runs("java.sum")).isEqualTo(1);
    }

    @Test
    void workflowThatIsNoneFailsItsTaskWithoutRunningIt() {
        TaskRequest request = header(0);
        TaskRequest malformed = new TaskRequest(
                request.id(),
                request.task(),
                request.args(),
                request.kwargs(),
                request.conditions(),
                request.lineage(),
                Map.of("callbacks", List.of(42)));

        flows.send(malformed);

        assertThat(Objects.requireNonNull(flows.await(request.id()).failure()).type())
                .isEqualTo("MalformedWorkflow");
        assertThat(FlowFixture.runs("java.add")).isZero();
    }

    @Test
    void chordEndsWhileRedisIsAway() {
        redis.cut();
        Signature.Task sum = Signature.of(FlowWorker.SUM);
        ResultTree result = flows.start(Signature.chord(
                List.of(
                        Signature.of(FlowWorker.ADD, new FlowWorker.Pair(1, 1)),
                        Signature.of(FlowWorker.ADD, new FlowWorker.Pair(2, 2))),
                sum));
        Patience.await().until(() -> FlowFixture.runs("java.sum") == 1);
        redis.restore();

        assertThat(flows.await(result).result()).isEqualTo(6);
    }

    @Test
    void chordFailsWhoseHeaderTaskIsRevokedWhileItWaits() {
        ResultTree result = flows.start(Signature.chord(
                List.of(
                        Signature.of(FlowWorker.ADD, new FlowWorker.Pair(1, 1)),
                        Signature.of(FlowWorker.ADD, new FlowWorker.Pair(2, 2)).after(Duration.ofHours(1))),
                Signature.of(FlowWorker.SUM)));

        flows.bean(RevokeTasks.class)
                .revoke(List.of(Objects.requireNonNull(result.parent()).tasks().get(1)));

        assertThat(Objects.requireNonNull(flows.await(result).failure()).message())
                .contains("raised TaskRevokedError('revoked')");
    }

    @Test
    void waitingChordSaysWhatItWaitsFor() {
        ResultTree result = flows.start(Signature.chord(
                List.of(
                        Signature.of(FlowWorker.ADD, new FlowWorker.Pair(1, 1)),
                        Signature.of("nobody.runs.this").after(Duration.ofHours(1))),
                Signature.of(FlowWorker.SUM)));
        String header = Objects.requireNonNull(result.parent()).id();

        WaitingChord waiting = Patience.await()
                .until(
                        () -> flows.bean(Chords.class).waiting(100).stream()
                                .filter(chord -> chord.group().equals(header))
                                .findFirst()
                                .orElse(null),
                        chord -> chord != null && chord.counted() == 1);

        assertThat(waiting.body()).isEqualTo("java.sum");
        assertThat(waiting.bodyId()).contains(result.id());
        assertThat(waiting.expected()).contains(2);
        assertThat(waiting.missing()).containsExactly(result.parent().tasks().get(1));
    }
}
