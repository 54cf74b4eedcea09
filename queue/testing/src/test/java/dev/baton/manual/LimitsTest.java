package dev.baton.manual;

import dev.baton.internal.ledger.FinishedTasks;
import dev.baton.internal.queue.execute.RunningTasks;
import dev.baton.internal.result.ResultStore;
import dev.baton.task.RateLimit;
import dev.baton.task.TaskFailure;
import dev.baton.task.TaskId;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskSnapshot;
import dev.baton.task.TaskState;
import dev.baton.task.TimeLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs that must end before they would by themselves, and tasks that must wait until others have ended. */
class LimitsTest extends WithWorker {
    @Test
    void softLimitTellsTheRunToEnd() {
        Script script = new Script((context, text) -> {
                    worker().clock().advance(Duration.ofSeconds(9));
                    assertThat(context.isCancelled()).isFalse();
                    worker().clock().advance(Duration.ofSeconds(1));
                    assertThat(context.isCancelled()).isTrue();
                    throw new InterruptedException();
                })
                .within(new TimeLimits(Duration.ofSeconds(10), Duration.ofSeconds(20)));
        ManualWorker worker = worker(script);

        TaskId id = worker().send(Script.TYPE, new Script.Text(""));
        worker().run();

        assertThat(failure(worker, id).type()).isEqualTo("SoftTimeLimitExceeded");
        assertThat(failure(worker, id).message()).contains("10.0 s");
        worker().clock().advance(Duration.ofMinutes(1));
        assertThat(failure(worker, id).type()).isEqualTo("SoftTimeLimitExceeded");
    }

    @Test
    void hardLimitEndsTheTask() {
        Script script = new Script((context, text) -> {
                    worker().clock().advance(Duration.ofSeconds(20));
                    return () -> "too late";
                })
                .within(new TimeLimits(Duration.ofSeconds(10), Duration.ofSeconds(20)));
        ManualWorker worker = worker(script);

        TaskId id = worker().send(Script.TYPE, new Script.Text(""));
        worker().run();

        assertThat(failure(worker, id).type()).isEqualTo("TimeLimitExceeded");
    }

    /** Whether it has effects, and whether anybody wants its result. */
    @ParameterizedTest
    @CsvSource({"false, false", "false, true", "true, false", "true, true"})
    void runThatHearsNothingFailsOnce(boolean isPure, boolean isIgnored) {
        Script script = new Script((context, text) -> {
                    worker().clock().advance(Duration.ofSeconds(20));
                    return () -> "too late";
                })
                .within(new TimeLimits(Duration.ofSeconds(10), Duration.ofSeconds(20)));
        ManualWorker worker = worker(isPure ? script.pure() : script);
        TaskRequest wanted = TaskRequest.of(TaskId.random(), Script.TYPE.name(), Map.of("text", ""));
        TaskRequest request = new TaskRequest(
                wanted.id(),
                wanted.task(),
                wanted.args(),
                wanted.kwargs(),
                new TaskRequest.Conditions(null, null, 0, 0, isIgnored, TimeLimits.NONE),
                wanted.lineage(),
                wanted.workflow());
        worker.send(Script.TYPE.queue(), request);
        worker.run();

        worker.redeliver(request.id());
        worker.run();

        assertThat(script.runs()).isEqualTo(1);
        TaskFailure failure = worker.bean(FinishedTasks.class)
                .find(request.id())
                .orElseThrow()
                .failure();
        assertThat(failure).extracting(TaskFailure::type).isEqualTo("TimeLimitExceeded");
        assertThat(worker.bean(ResultStore.class).find(request.id()).map(TaskSnapshot::state))
                .isEqualTo(isIgnored ? Optional.empty() : Optional.of(TaskState.FAILURE));
    }

    @Test
    void tasksOfALimitedRateTakeTurns() {
        Script script = Script.noting().at(RateLimit.of("1/m"));
        ManualWorker worker = worker(script);
        List.of("a", "b", "c").forEach(text -> worker.send(Script.TYPE, new Script.Text(text)));

        worker.run();
        assertThat(script.notes).containsExactly("a");
        worker.clock().advance(Duration.ofMinutes(1));
        worker.run();
        assertThat(script.notes).containsExactly("a", "b");
        worker.clock().advance(Duration.ofMinutes(1));
        worker.run();
        assertThat(script.notes).containsExactly("a", "b", "c");
    }

    @Test
    void placesAreGivenBackWhateverBecomesOfTheTask() {
        Script script = new Script((context, text) -> {
                    if (context.retries() == 0) {
                        throw new IllegalStateException("first");
                    }
                    return () -> text;
                })
                .retrying(TWICE)
                .inPlaces(1);
        ManualWorker worker = worker(script);
        List<TaskId> ids = List.of(
                worker.send(Script.TYPE, new Script.Text("same")), worker.send(Script.TYPE, new Script.Text("same")));

        worker.run();
        worker.clock().advance(Duration.ofHours(1));
        worker.run();

        assertThat(ids)
                .allSatisfy(id -> assertThat(worker.output(Script.TYPE, id)).isEqualTo("same"));
    }

    @Test
    void softLimitOfTheMessageEndsARun() {
        ManualWorker worker = worker(new Script((context, text) -> {
            worker().clock().advance(Duration.ofMillis(200));
            throw new InterruptedException();
        }));

        TaskId id =
                worker.send(Script.TYPE.with(new Script.Text("")).limits(new TimeLimits(Duration.ofMillis(200), null)));
        worker.run();

        assertThat(worker.state(id)).isEqualTo(TaskState.FAILURE);
        assertThat(failure(worker, id).type()).isEqualTo("SoftTimeLimitExceeded");
        assertThat(failure(worker, id).message()).contains("0.2 s");
    }

    @Test
    void revokedRunEndsAndTheNextTaskIsNotInterrupted() {
        ManualWorker worker = worker(new Script((context, text) -> {
            if (text.equals("slow")) {
                context.progress(Map.of("current", 1, "total", 2));
                assertThat(worker().find(context.id()).orElseThrow().result())
                        .isEqualTo(Map.of("current", 1, "total", 2));
                assertThat(worker().bean(RunningTasks.class).revoke(context.id()))
                        .isTrue();
                throw new InterruptedException();
            }
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            return () -> text;
        }));

        TaskId id = worker.send(Script.TYPE, new Script.Text("slow"));
        worker.run();

        assertThat(worker.state(id)).isEqualTo(TaskState.REVOKED);
        assertThat(failure(worker, id).message()).isEqualTo("terminated");
        TaskId next = worker.send(Script.TYPE, new Script.Text("next"));
        worker.run();
        assertThat(worker.state(next)).isEqualTo(TaskState.SUCCESS);
        assertThat(worker.find(next).orElseThrow().result()).isEqualTo("next");
        assertThat(worker.bean(RunningTasks.class).revoke(id)).isFalse();
    }

    @Test
    void onlySoManyOfAKeyRunAtATime() {
        List<String> running = new ArrayList<>();
        ManualWorker worker = worker(new Script((context, text) -> {
                    running.add(text);
                    // The other is delivered while this one runs, and has to wait.
                    assertThat(worker().step()).isEqualTo(running.size() == 1);
                    assertThat(running).hasSizeLessThanOrEqualTo(1);
                    return () -> {
                        running.remove(text);
                        return text;
                    };
                })
                .inPlaces(1));
        List<TaskId> ids = List.of(
                worker.send(Script.TYPE, new Script.Text("same")), worker.send(Script.TYPE, new Script.Text("same")));

        assertThat(worker.step()).isTrue();
        assertThat(ids).extracting(worker::state).containsExactly(TaskState.SUCCESS, TaskState.PENDING);
        running.add("no other is to be delivered");
        assertThat(worker.nextDue()).contains(worker.clock().instant());
    }
}
