package dev.baton.manual;

import dev.baton.internal.ledger.FinishedTasks;
import dev.baton.internal.result.ResultStore;
import dev.baton.task.TaskId;
import dev.baton.task.TaskOutcome;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskSnapshot;
import dev.baton.task.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tasks whose handlers change nothing. */
class PureTasksTest extends WithWorker {
    private final Script script = new Script((context, text) -> () -> text).pure();

    @Test
    void taskWithoutEffectsEndsWithoutTheDatabase() {
        ManualWorker worker = worker(script);

        TaskId id = worker.send(Script.TYPE, new Script.Text("light"));
        worker.run();

        assertThat(worker.state(id)).isEqualTo(TaskState.SUCCESS);
        assertThat(worker.find(id).orElseThrow().result()).isEqualTo("light");
        assertThat(worker.bean(FinishedTasks.class).find(id)).isEmpty();
    }

    @Test
    void taskThatEndedIsNotRunAgain() {
        ManualWorker worker = worker(script);
        TaskId id = TaskId.random();
        worker.bean(ResultStore.class)
                .save(TaskSnapshot.finished(id, new TaskOutcome.Succeeded("before"), Instant.now()));

        worker.send(Script.TYPE.with(new Script.Text("again")).id(id));
        TaskId next = worker.send(Script.TYPE, new Script.Text("next"));
        worker.run();

        assertThat(worker.state(next)).isEqualTo(TaskState.SUCCESS);
        assertThat(worker.find(id).orElseThrow().result()).isEqualTo("before");
        assertThat(script.runs()).isEqualTo(1);
    }

    @Test
    void argumentsThatDoNotFitFailOnce() {
        ManualWorker worker = worker(script);
        TaskRequest request = TaskRequest.of(TaskId.random(), Script.TYPE.name(), Map.of("word", "x"));

        worker.send("script", request);
        worker.run();

        assertThat(worker.state(request.id())).isEqualTo(TaskState.FAILURE);
        assertThat(failure(worker, request.id()).message()).contains("text");
        assertThat(script.runs()).isZero();
    }

    @Test
    void taskThatIsDeliveredTwiceRunsOnce() {
        ManualWorker worker = worker(script);
        TaskId id = worker.send(Script.TYPE, new Script.Text("light"));
        worker.run();

        worker.redeliver(id);
        worker.run();

        assertThat(script.runs()).isEqualTo(1);
        assertThat(worker.output(Script.TYPE, id)).isEqualTo("light");
    }

    @Test
    void taskRunsAgainOnceItsResultHasExpired() {
        ManualWorker worker = worker(script);
        TaskId id = worker.send(Script.TYPE, new Script.Text("light"));
        worker.run();

        worker.clock().advance(Duration.ofDays(2));
        assertThat(worker.find(id)).isEmpty();
        worker.redeliver(id);
        worker.run();

        assertThat(script.runs()).isEqualTo(2);
    }
}
