package dev.baton.manual;

import dev.baton.handler.RefusedException;
import dev.baton.internal.queue.settle.HandedBackException;
import dev.baton.task.TaskFailure;
import dev.baton.task.TaskId;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskState;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The way of one task through the worker: admitted, answered if it has ended, held at a gate, attempted, ended. */
class RunnerTest extends WithWorker {
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
    void taskThatIsRefusedFailsAtOnce() {
        Script script = new Script((context, text) -> {
                    throw new RefusedException("Closed", "no more " + text);
                })
                .retrying(TWICE);
        ManualWorker worker = worker(script);

        TaskId id = worker.send(Script.TYPE, new Script.Text("tea"));
        worker.run();

        assertThat(worker.state(id)).isEqualTo(TaskState.FAILURE);
        assertThat(failure(worker, id)).isEqualTo(TaskFailure.refusal("Closed", "no more tea"));
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
        self[0] = new Script((context, text) -> {
            assertThat(worker().revoke(context.id())).isTrue();
            assertThat(context.isCancelled()).isTrue();
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
            return () -> self[0].noted(text);
        });
        ManualWorker worker = worker(self[0]);

        TaskId id = worker.send(Script.TYPE, new Script.Text("unwanted"));
        worker.run();

        assertThat(worker.state(id)).isEqualTo(TaskState.REVOKED);
        assertThat(self[0].notes).isEmpty();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(worker.revoke(id)).isFalse();
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
    void clientsReadHowFarATaskIs() {
        ManualWorker worker = worker(new Script((context, text) -> {
            context.progress(Map.of("current", 1, "total", 2));
            assertThat(worker().find(context.id()).orElseThrow().result()).isEqualTo(Map.of("current", 1, "total", 2));
            return () -> text;
        }));

        TaskId id = worker.send(Script.TYPE, new Script.Text("done"));
        worker.run();

        assertThat(worker.output(Script.TYPE, id)).isEqualTo("done");
    }

    @Test
    void taskWhoseDatabaseIsAwayGoesBackToItsQueue() {
        boolean[] isAway = {true};
        ManualWorker worker = worker(new Script((context, text) -> {
            if (isAway[0]) {
                throw new CannotGetJdbcConnectionException("away", new SQLException("away", "08001"));
            }
            return () -> text;
        }));
        TaskId id = worker.send(Script.TYPE, new Script.Text("later"));

        assertThatThrownBy(worker::step).isInstanceOf(HandedBackException.class);
        assertThat(worker.state(id)).isEqualTo(TaskState.PENDING);

        isAway[0] = false;
        worker.run();
        assertThat(worker.output(Script.TYPE, id)).isEqualTo("later");
    }
}
