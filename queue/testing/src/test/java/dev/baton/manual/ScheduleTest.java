package dev.baton.manual;

import dev.baton.handler.RetryLaterException;
import dev.baton.internal.ledger.ScheduledTasks;
import dev.baton.task.TaskId;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tasks that wait: for their eta, and for another attempt. */
class ScheduleTest extends WithWorker {
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
    void delayOfLessThanASecondIsKept() {
        ManualWorker worker = worker(Script.noting());
        Instant eta = worker.clock().instant().plus(Duration.ofMillis(400));

        TaskId id = worker.send(Script.TYPE.with(new Script.Text("soon")).at(eta));
        worker.clock().advance(Duration.ofMillis(399));
        worker.run();
        worker.clock().advance(Duration.ofMillis(1));
        worker.run();

        assertThat(worker.state(id)).isEqualTo(TaskState.SUCCESS);
        assertThat(Objects.requireNonNull(worker.find(id).orElseThrow().dateDone()))
                .isAfterOrEqualTo(eta);
    }

    @Test
    void taskMayAskForItsOwnDelayAndClientsReadWhyItWaits() {
        ManualWorker worker = worker(new Script((context, text) -> {
            if (context.retries() == 0) {
                throw new RetryLaterException(Duration.ofMillis(1500), new IllegalArgumentException("busy"));
            }
            return () -> "after " + context.retries();
        }));

        TaskId id = worker.send(Script.TYPE, new Script.Text(""));
        worker.run();
        assertThat(worker.state(id)).isEqualTo(TaskState.RETRY);
        assertThat(failure(worker, id).type()).isEqualTo("IllegalArgumentException");
        worker.clock().advance(Duration.ofMillis(1500));
        worker.run();

        assertThat(worker.state(id)).isEqualTo(TaskState.SUCCESS);
        assertThat(worker.find(id).orElseThrow().result()).isEqualTo("after 1");
    }

    @Test
    void attemptThatIsDeliveredOnceMoreAfterItWasRescheduledDoesNotRun() {
        Script script = new Script((context, text) -> {
            if (context.retries() == 0) {
                throw new RetryLaterException(Duration.ofSeconds(3), new IllegalArgumentException("busy"));
            }
            return () -> "after " + context.retries();
        });
        ManualWorker worker = worker(script);
        TaskRequest request = TaskRequest.of(TaskId.random(), Script.TYPE.name(), Map.of("text", ""));
        worker.send(Script.TYPE.queue(), request);
        worker.run();
        assertThat(worker.state(request.id())).isEqualTo(TaskState.RETRY);

        worker.send(Script.TYPE.queue(), request);
        assertThat(worker.run()).isEqualTo(1);

        assertThat(script.runs()).isEqualTo(1);
        assertThat(worker.bean(ScheduledTasks.class).waiting(10)).hasSize(1);
        worker.clock().advance(Duration.ofSeconds(3));
        worker.run();
        assertThat(worker.output(Script.TYPE, request.id())).isEqualTo("after 1");
        assertThat(script.runs()).isEqualTo(2);
    }
}
