package dev.baton.manual;

import dev.baton.handler.RefusedException;
import dev.baton.handler.RetryLaterException;
import dev.baton.task.RateLimit;
import dev.baton.task.RetryPolicy;
import dev.baton.task.RetryRules;
import dev.baton.task.TaskFailure;
import dev.baton.task.TaskId;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskState;
import dev.baton.task.TimeLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The way of one task through the worker: admitted, answered if it has ended, held at a gate, attempted, ended. */
class RunnerTest {
    private static final RetryRules TWICE = RetryRules.NONE.on(
            IllegalStateException.class, new RetryPolicy(2, Duration.ofMinutes(1), Duration.ofHours(1)));

    private final AtomicReference<ManualWorker> current = new AtomicReference<>();

    private ManualWorker worker(Script script) {
        current.set(ManualWorker.of(script));
        return current.get();
    }

    @AfterEach
    void close() {
        current.get().close();
    }

    @Test
    void taskGivesItsOutputAndHasItsEffects() {
        Script script = Script.noting();
        ManualWorker worker = worker(script);

        TaskId id = worker.send(Script.TYPE, new Script.Text("once"));
        assertThat(worker.state(id)).isEqualTo(TaskState.PENDING);

        assertThat(worker.step()).isTrue();
        assertThat(worker.output(Script.TYPE, id)).isEqualTo("once");
        assertThat(script.notes).containsExactly("once");
        assertThat(worker.step()).isFalse();
    }

    @Test
    void taskThatFailsHasNoEffects() {
        Script[] self = new Script[1];
        self[0] = new Script((context, text) -> () -> {
            String unused = self[0].noted(text);
            throw new IllegalArgumentException("after all");
        });
        ManualWorker worker = worker(self[0]);

        TaskId id = worker.send(Script.TYPE, new Script.Text("undone"));
        worker.run();

        assertThat(failure(worker, id)).extracting(TaskFailure::type).isEqualTo("IllegalArgumentException");
        assertThat(self[0].notes).isEmpty();
        assertThatThrownBy(() -> worker.output(Script.TYPE, id))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("after all");
    }

    @Test
    void failureIsTriedAgainAfterItsDelayAndNotBefore() {
        ManualWorker worker = worker(new Script((context, text) -> {
                    if (context.retries() < 2) {
                        throw new IllegalStateException("attempt " + context.retries());
                    }
                    return () -> "after " + context.retries();
                })
                .retrying(TWICE));
        Instant begun = worker.clock().instant();

        TaskId id = worker.send(Script.TYPE, new Script.Text(""));
        assertThat(worker.run()).isEqualTo(1);
        assertThat(worker.state(id)).isEqualTo(TaskState.RETRY);
        assertThat(worker.nextDue()).contains(begun.plus(Duration.ofMinutes(1)));

        worker.clock().advance(Duration.ofSeconds(59));
        assertThat(worker.step()).isFalse();
        worker.clock().advance(Duration.ofSeconds(1));
        assertThat(worker.step()).isTrue();
        worker.clock().advance(Duration.ofMinutes(2));
        assertThat(worker.step()).isTrue();
        assertThat(worker.output(Script.TYPE, id)).isEqualTo("after 2");
    }

    @Test
    void failureIsGivenUpAfterItsLastRetry() {
        Script script = new Script((context, text) -> {
                    throw new IllegalStateException("attempt " + context.retries());
                })
                .retrying(TWICE);
        ManualWorker worker = worker(script);

        TaskId id = worker.send(Script.TYPE, new Script.Text(""));
        for (int attempt = 0; attempt < 5; attempt++) {
            worker.run();
            worker.clock().advance(Duration.ofHours(1));
        }

        assertThat(failure(worker, id).message()).isEqualTo("attempt 2");
        assertThat(script.runs()).isEqualTo(3);
    }

    @Test
    void handlerMayAskForItsOwnDelay() {
        ManualWorker worker = worker(new Script((context, text) -> {
            if (context.retries() == 0) {
                throw new RetryLaterException(Duration.ofDays(2), new IllegalArgumentException("busy"));
            }
            return () -> "then";
        }));

        TaskId id = worker.send(Script.TYPE, new Script.Text(""));
        worker.run();
        assertThat(worker.nextDue()).contains(worker.clock().instant().plus(Duration.ofDays(2)));

        worker.clock().advance(Duration.ofDays(2));
        worker.run();
        assertThat(worker.output(Script.TYPE, id)).isEqualTo("then");
    }

    @Test
    void taskThatIsRefusedFailsAtOnce() {
        ManualWorker worker = worker(new Script((context, text) -> {
                    throw new RefusedException("Closed", "no more " + text);
                })
                .retrying(RetryRules.NONE.on(
                        RuntimeException.class, new RetryPolicy(2, Duration.ofMinutes(1), Duration.ofHours(1)))));

        TaskId id = worker.send(Script.TYPE, new Script.Text("tea"));
        worker.run();

        assertThat(worker.state(id)).isIn(TaskState.FAILURE, TaskState.RETRY);
        assertThat(failure(worker, id)).isEqualTo(TaskFailure.refusal("Closed", "no more tea"));
    }

    @Test
    void argumentsThatDoNotFitFail() {
        Script script = Script.noting();
        ManualWorker worker = worker(script);
        TaskRequest request = TaskRequest.of(TaskId.random(), Script.TYPE.name(), Map.of("word", "x"));

        worker.send("script", request);
        worker.run();

        assertThat(failure(worker, request.id()).type()).isEqualTo("UnbindableArguments");
        assertThat(script.runs()).isZero();
    }

    @Test
    void taskThatNoHandlerRunsFails() {
        ManualWorker worker = worker(Script.noting());
        TaskRequest request = TaskRequest.of(TaskId.random(), "script.unknown", Map.of());

        worker.send("script", request);
        worker.run();

        assertThat(failure(worker, request.id()).type()).isEqualTo("NotRegistered");
    }

    @Test
    void taskForAnotherWorkerStaysOnItsQueue() {
        ManualWorker worker = worker(Script.noting());

        TaskId id = worker.send(Script.TYPE.with(new Script.Text("elsewhere")).on("other"));

        assertThat(worker.step()).isFalse();
        assertThat(worker.on("other")).extracting(TaskRequest::id).containsExactly(id);
    }

    @Test
    void taskThatIsRevokedBeforeItRunsNeverRuns() {
        Script script = Script.noting();
        ManualWorker worker = worker(script);
        TaskId now = worker.send(Script.TYPE, new Script.Text("now"));
        TaskId later = worker.send(Script.TYPE.with(new Script.Text("later")).after(Duration.ofHours(1)));

        assertThat(List.of(now, later))
                .allSatisfy(id -> assertThat(worker.revoke(id)).isTrue());
        worker.run();
        worker.clock().advance(Duration.ofHours(2));
        worker.run();

        assertThat(List.of(now, later))
                .allSatisfy(id -> assertThat(worker.state(id)).isEqualTo(TaskState.REVOKED));
        assertThat(script.runs()).isZero();
    }

    @Test
    void taskThatIsRevokedWhileItRunsIsToldAndHasNoEffects() {
        Script[] self = new Script[1];
        ManualWorker[] worker = new ManualWorker[1];
        self[0] = new Script((context, text) -> {
            assertThat(worker[0].revoke(context.id())).isTrue();
            assertThat(context.isCancelled()).isTrue();
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
            return () -> self[0].noted(text);
        });
        worker[0] = worker(self[0]);

        TaskId id = worker[0].send(Script.TYPE, new Script.Text("unwanted"));
        worker[0].run();

        assertThat(worker[0].state(id)).isEqualTo(TaskState.REVOKED);
        assertThat(self[0].notes).isEmpty();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(worker[0].revoke(id)).isFalse();
    }

    @Test
    void taskThatIsDeliveredTwiceHasItsEffectsOnce() {
        Script script = Script.noting();
        ManualWorker worker = worker(script);
        TaskId id = worker.send(Script.TYPE, new Script.Text("once"));
        worker.run();

        worker.redeliver(id);

        assertThat(worker.run()).isEqualTo(1);
        assertThat(script.notes).containsExactly("once");
        assertThat(script.runs()).isEqualTo(1);
        assertThat(worker.output(Script.TYPE, id)).isEqualTo("once");
    }

    @Test
    void attemptThatIsDeliveredAgainAfterItWasRescheduledDoesNotRun() {
        Script script = new Script((context, text) -> {
                    throw new IllegalStateException("busy");
                })
                .retrying(TWICE);
        ManualWorker worker = worker(script);
        TaskId id = worker.send(Script.TYPE, new Script.Text(""));
        worker.run();

        worker.redeliver(id);
        worker.run();

        assertThat(script.runs()).isEqualTo(1);
        assertThat(worker.state(id)).isEqualTo(TaskState.RETRY);
    }

    @Test
    void pureTaskThatIsDeliveredTwiceRunsOnce() {
        Script script = new Script((context, text) -> () -> text).pure();
        ManualWorker worker = worker(script);
        TaskId id = worker.send(Script.TYPE, new Script.Text("light"));
        worker.run();

        worker.redeliver(id);
        worker.run();

        assertThat(script.runs()).isEqualTo(1);
        assertThat(worker.output(Script.TYPE, id)).isEqualTo("light");
    }

    @Test
    void taskWaitsForItsEta() {
        Script script = Script.noting();
        ManualWorker worker = worker(script);
        Instant eta = worker.clock().instant().plus(Duration.ofDays(3));
        TaskId id = worker.send(Script.TYPE.with(new Script.Text("then")).at(eta));

        worker.clock().set(eta.minusMillis(1));
        assertThat(worker.step()).isFalse();
        worker.clock().set(eta);
        assertThat(worker.step()).isTrue();

        assertThat(worker.find(id).orElseThrow().dateDone()).isEqualTo(eta);
    }

    @Test
    void messageThatComesBeforeItsEtaWaitsInTheSchedule() {
        Script script = Script.noting();
        ManualWorker worker = worker(script);
        Instant eta = worker.clock().instant().plus(Duration.ofHours(1));
        TaskId id = worker.send(Script.TYPE.with(new Script.Text("then")).at(eta));
        worker.clock().set(eta);
        worker.run();

        assertThat(worker.output(Script.TYPE, id)).isEqualTo("then");
        assertThat(script.runs()).isEqualTo(1);
    }

    @Test
    void taskThatExpiredNeverRuns() {
        Script script = Script.noting();
        ManualWorker worker = worker(script);
        TaskId id = worker.send(Script.TYPE.with(new Script.Text("stale")).expiresAfter(Duration.ofMinutes(1)));

        worker.clock().advance(Duration.ofMinutes(2));
        worker.run();

        assertThat(worker.state(id)).isEqualTo(TaskState.REVOKED);
        assertThat(failure(worker, id).message()).isEqualTo("expired");
        assertThat(script.runs()).isZero();
    }

    @Test
    void softLimitTellsTheRunToEnd() {
        ManualWorker[] worker = new ManualWorker[1];
        Script script = new Script((context, text) -> {
                    worker[0].clock().advance(Duration.ofSeconds(9));
                    assertThat(context.isCancelled()).isFalse();
                    worker[0].clock().advance(Duration.ofSeconds(1));
                    assertThat(context.isCancelled()).isTrue();
                    throw new InterruptedException();
                })
                .within(new TimeLimits(Duration.ofSeconds(10), Duration.ofSeconds(20)));
        worker[0] = worker(script);

        TaskId id = worker[0].send(Script.TYPE, new Script.Text(""));
        worker[0].run();

        assertThat(failure(worker[0], id).type()).isEqualTo("SoftTimeLimitExceeded");
        assertThat(failure(worker[0], id).message()).contains("10.0 s");
        worker[0].clock().advance(Duration.ofMinutes(1));
        assertThat(failure(worker[0], id).type()).isEqualTo("SoftTimeLimitExceeded");
    }

    @Test
    void hardLimitEndsTheTask() {
        ManualWorker[] worker = new ManualWorker[1];
        Script script = new Script((context, text) -> {
                    worker[0].clock().advance(Duration.ofSeconds(20));
                    return () -> "too late";
                })
                .within(new TimeLimits(Duration.ofSeconds(10), Duration.ofSeconds(20)));
        worker[0] = worker(script);

        TaskId id = worker[0].send(Script.TYPE, new Script.Text(""));
        worker[0].run();

        assertThat(failure(worker[0], id).type()).isEqualTo("TimeLimitExceeded");
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
    void clientsReadHowFarATaskIs() {
        ManualWorker[] worker = new ManualWorker[1];
        worker[0] = worker(new Script((context, text) -> {
            context.progress(Map.of("current", 1, "total", 2));
            assertThat(worker[0].find(context.id()).orElseThrow().result()).isEqualTo(Map.of("current", 1, "total", 2));
            return () -> text;
        }));

        TaskId id = worker[0].send(Script.TYPE, new Script.Text("done"));
        worker[0].run();

        assertThat(worker[0].output(Script.TYPE, id)).isEqualTo("done");
    }

    private static TaskFailure failure(ManualWorker worker, TaskId id) {
        return Objects.requireNonNull(worker.find(id).orElseThrow().failure());
    }
}
