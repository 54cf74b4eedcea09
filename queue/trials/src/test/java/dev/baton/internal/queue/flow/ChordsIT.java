package dev.baton.internal.queue.flow;

import dev.baton.flowing.FlowWorker;
import dev.baton.internal.ledger.FinishedTasks;
import dev.baton.internal.result.ChordCounts;
import dev.baton.internal.result.ResultTree;
import dev.baton.task.TaskId;
import dev.baton.task.TaskOutcome;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskSnapshot;
import dev.baton.testing.Patience;
import dev.baton.testing.RequiresServices;
import dev.baton.testing.TcpProxy;
import dev.baton.testing.TestServices;
import dev.baton.workflow.Signature;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Chords that real services may keep from ending, or end twice. */
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
}
